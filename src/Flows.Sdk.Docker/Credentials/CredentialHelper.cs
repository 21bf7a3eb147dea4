using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Flows.Docker.Credentials;

/// <summary>A program <c>docker-credential-NAME</c> that keeps credentials: it reads a registry on stdin and writes JSON.</summary>
/// <param name="name">The part after <c>docker-credential-</c>.</param>
/// <param name="searchPath">The folders to look in, as in the variable PATH.</param>
/// <param name="timeProvider">The clock for the time limit.</param>
internal sealed class CredentialHelper(string name, string? searchPath, TimeProvider timeProvider)
{
    /// <summary>A helper may ask the system's key store, but a run must not wait for a person.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private string Program => $"docker-credential-{name}";

    /// <summary>The credential that the helper keeps for a registry; null when it has none.</summary>
    public async Task<RegistryCredential?> GetAsync(string host, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var (exitCode, output) = await RunAsync(RegistryKey.ForHelper(host), either.Token).ConfigureAwait(false);
            if (exitCode == 0)
                return Read(output, host);
            if (output.Contains("credentials not found", StringComparison.OrdinalIgnoreCase))
                return null;
            // What it printed is not repeated: it may hold a secret.
            throw Failure(host, $"ended with exit code {exitCode}");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw Failure(host, $"gave no answer in {Limit.TotalSeconds:0} seconds");
        }
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string key, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Locate(), ["get"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteAsync(process, key).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task WriteAsync(Process process, string key)
    {
        try
        {
            await process.StandardInput.WriteAsync(key).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: its exit code tells more than the broken pipe.
        }
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new DockerCredentialException($"The credential helper {Program} did not start.");
        }
        catch (Win32Exception e)
        {
            throw new DockerCredentialException($"The credential helper {Program} cannot be started: {e.Message}", e);
        }
    }

    /// <summary>Only PATH counts: Process.Start would also look into the current folder.</summary>
    private string Locate()
    {
        if (name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
            throw new DockerCredentialException($"'{name}' in docker's config.json is no name of a credential helper: letters, digits, '-', '_' and '.' make one.");
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        var found = from folder in (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                    from ending in endings
                    let file = Path.Combine(folder, Program + ending)
                    where File.Exists(file)
                    select Path.GetFullPath(file);
        return found.FirstOrDefault()
            ?? throw new DockerCredentialException($"The credential helper {Program}, named in docker's config.json, is not on the PATH: install it or take it out of the file.");
    }

    private RegistryCredential? Read(string output, string host)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(output, DockerConfigContext.Default.CredentialHelperAnswer);
            return answer switch
            {
                { Secret: { Length: > 0 } token, Username: "<token>" } => RegistryCredential.FromIdentityToken(token),
                { Secret: { Length: > 0 } secret, Username: { Length: > 0 } user } => new(user, secret),
                _ => null,
            };
        }
        catch (JsonException)
        {
            throw Failure(host, "answered with something that is not JSON");
        }
    }

    private DockerCredentialException Failure(string host, string what) =>
        new($"The credential helper {Program} {what} when asked for the credentials of {host}: try 'docker login {host}' again.");
}

/// <summary>What a helper writes.</summary>
internal sealed record CredentialHelperAnswer
{
    /// <summary>The name, or <c>&lt;token&gt;</c> when the secret is an identity token.</summary>
    public string? Username { get; init; }

    /// <summary>The password or token.</summary>
    public string? Secret { get; init; }
}
