using Xunit;

namespace Flows.TestKit;

/// <summary>A real part that a test needs from the machine.</summary>
public static class Prerequisite
{
    /// <summary>Skips the test when the part is missing; where <c>CI=true</c> that is a failure, since nothing may be skipped there.</summary>
    /// <param name="missing">Why it is missing; null when it is there.</param>
    public static void Require(string? missing)
    {
        if (missing is null)
            return;
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail($"{missing} With CI=true nothing may be skipped.");
        Assert.Skip(missing);
    }

    /// <summary>Finds a program on the PATH or where Debian keeps those for root.</summary>
    public static string? FindProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"]).Where(f => f.Length > 0)
            .Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists);
}
