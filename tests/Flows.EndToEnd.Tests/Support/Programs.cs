using System.Globalization;
using System.Reflection;

namespace Flows.EndToEnd.Tests.Support;

/// <summary>The programs under test, as this build made them.</summary>
internal static class Programs
{
    public static string Root { get; } = Path.GetFullPath(Metadata("Root"));
    public static string Configuration { get; } = Metadata("Configuration");
    public static string Cli { get; } = Dll("Flows.Cli", "flows");
    public static string HelloFlow { get; } = Dll("HelloFlow", "HelloFlow");
    public static string TestFlows { get; } = Dll("Flows.TestFlows", "Flows.TestFlows");

    private static string Dll(string project, string assembly) =>
        Path.GetFullPath(string.Format(CultureInfo.InvariantCulture, Metadata("Programs"), project, assembly));

    private static string Metadata(string key) =>
        typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
