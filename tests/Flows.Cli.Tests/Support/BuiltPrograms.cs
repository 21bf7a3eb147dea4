using System.Globalization;
using System.Reflection;

namespace Flows.Cli.Tests.Support;

/// <summary>Programs that this build made.</summary>
internal static class BuiltPrograms
{
    public static string Flows { get; } = Dll("Flows.Cli", "flows");

    /// <summary>A program with several flows: Mapped, Failing and others.</summary>
    public static string TestFlows { get; } = Dll("Flows.TestFlows", "Flows.TestFlows");

    private static string Dll(string project, string assembly) => Path.GetFullPath(string.Format(
        CultureInfo.InvariantCulture, typeof(BuiltPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Programs").Value!, project, assembly));
}
