namespace Flows.Cli;

/// <summary>Ids on the command line.</summary>
internal static class Ids
{
    /// <summary>Refuses what cannot be an id before the server is asked.</summary>
    public static string Check(string id, string what) =>
        Guid.TryParse(id, out _) ? id : throw new CliException($"'{id}' is not the id of a {what}; ids look like 0a52e8f4-6c1d-4f0b-9d3e-1b7c5a2f9e60.");
}
