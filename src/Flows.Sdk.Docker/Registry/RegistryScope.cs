namespace Flows.Docker.Registry;

/// <summary>What tokens are for, in the words of token services.</summary>
internal static class RegistryScope
{
    public static string Pull(string repository) => $"repository:{repository}:pull";

    public static string Push(string repository) => $"repository:{repository}:pull,push";
}
