using System.Diagnostics;

namespace Flows.TestKit;

/// <summary>What a program left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote, errors too.</param>
public sealed record CommandResult(int ExitCode, string Output)
{
    /// <summary>The output; an exception when the program failed.</summary>
    public string Text => ExitCode == 0 ? Output : throw new InvalidOperationException($"Exit code {ExitCode}: {Output}");
}

/// <summary>Runs programs to their end.</summary>
public static class CommandLine
{
    /// <summary>The checked-out sources.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Runs a program and waits for it.</summary>
    public static async Task<CommandResult> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output + await errors);
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Flows.sln")))
                return folder.FullName;
        throw new InvalidOperationException("Flows.sln is not above the test's output folder.");
    }
}
