using System.Globalization;

namespace Flows.TestKit;

/// <summary>How often a reliability test repeats: a little on every run of the tests, much more under <c>eng/soak</c>.</summary>
public static class Soak
{
    private static readonly int Factor = int.Parse(Environment.GetEnvironmentVariable("FLOWS_SOAK") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>A number of repetitions.</summary>
    /// <param name="everyRun">How many on every run.</param>
    /// <returns>That many, or under <c>eng/soak</c> that many times its factor.</returns>
    public static int Times(int everyRun) => everyRun * Factor;
}
