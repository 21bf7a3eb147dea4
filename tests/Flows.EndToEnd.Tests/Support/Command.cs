using System.Diagnostics;
using System.Text;

namespace Flows.EndToEnd.Tests.Support;

/// <summary>A finished command: what it printed and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;

    /// <summary>Fails the test with all that was printed unless the command succeeded.</summary>
    public CommandResult ShouldSucceed()
    {
        ExitCode.ShouldBe(0, All);
        return this;
    }

    /// <summary>The contract of a failing command: exit code 1, one sentence on standard error, no stack trace.</summary>
    public string ShouldFailWithOneSentence()
    {
        ExitCode.ShouldBe(1, All);
        var sentence = Error.Trim();
        sentence.ShouldNotBeEmpty();
        sentence.Split('\n').Length.ShouldBe(1, All);
        All.ShouldNotContain("   at ");
        return sentence;
    }
}

/// <summary>Runs programs with a chosen environment.</summary>
internal static class Command
{
    public static async Task<CommandResult> RunAsync(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null, string? input = null)
    {
        using var process = Start(file, arguments, environment, folder);
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }

    public static Process Start(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (folder is not null) start.WorkingDirectory = folder;
        foreach (var (key, value) in environment ?? new Dictionary<string, string>()) start.Environment[key] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
    }
}
