namespace Flows.Cli.Programs;

/// <summary>How this tool is started, for those who start it again: a service manager, or this process for one in the background.</summary>
internal static class SelfCommand
{
    /// <summary>The program and its first arguments.</summary>
    public static IReadOnlyList<string> Words { get; } = Find();

    private static string[] Find()
    {
        var program = Environment.ProcessPath ?? "flows";
        var assembly = Path.Combine(AppContext.BaseDirectory, "flows.dll");
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, assembly] : [program];
    }
}
