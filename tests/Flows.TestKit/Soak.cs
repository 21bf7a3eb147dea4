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

    /// <summary>Says what a reliability test has seen: among the output of its test, and under <c>eng/soak</c> on the console.</summary>
    /// <param name="output">The output of the test.</param>
    /// <param name="figures">One line.</param>
    public static void Report(Action<string> output, string figures)
    {
        ArgumentNullException.ThrowIfNull(output);
        output(figures);
        if (Factor > 1) Console.WriteLine(figures);
    }
}
