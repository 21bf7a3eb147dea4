using System.Net;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Flows.Agents.Launching;
using Microsoft.Extensions.Logging;

namespace Flows.Agents.Docker;

/// <summary>Waits for the end of containers, tells how they ended, and removes them.</summary>
internal sealed class ContainerFollower(IDockerClient engine, IRunEnds ends, DockerLauncherOptions options, ILogger log)
{
    private const int ShortIdLength = 12;
    private const int ReasonLooks = 5;
    private static readonly TimeSpan EnginePause = TimeSpan.FromSeconds(5), ReasonPause = TimeSpan.FromMilliseconds(200);

    /// <summary>The part of an id that people use.</summary>
    public static string Short(string id) => id.Length <= ShortIdLength ? id : id[..ShortIdLength];

    /// <summary>Follows a container to its end, also over restarts of the engine.</summary>
    /// <param name="id">The container.</param>
    /// <param name="labels">Its labels, which say whose it is.</param>
    /// <param name="cancellationToken">Stops following; the container goes on.</param>
    public async Task FollowAsync(string id, IDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        try
        {
            while (!await TryFollowAsync(id, labels, cancellationToken)) await Task.Delay(EnginePause, options.TimeProvider, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            log.LogDebug("Container {Id} goes on without this agent.", Short(id));
        }
    }

    private async Task<bool> TryFollowAsync(string id, IDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        try
        {
            await ends.ReportAsync(await WaitAsync(id, labels, cancellationToken), cancellationToken);
            await RemoveAsync(id);
            return true;
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            await ends.ReportAsync(new(labels[ContainerLabels.FlowRunId], $"container {Short(id)}", RunEnd.Unknown, ["Somebody removed the container."]) { Claim = ClaimOf(labels) }, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is DockerApiException or HttpRequestException or IOException or TimeoutException)
        {
            log.LogError("The Docker engine does not say how container {Id} goes on, it is asked again: {Message}", Short(id), e.Message);
            return false;
        }
    }

    private async Task<RunEnd> WaitAsync(string id, IDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var shown = options.ShowLine is { } show ? ShowAsync(id, show, cancellationToken) : Task.CompletedTask;
        var exit = await engine.Containers.WaitContainerAsync(id, cancellationToken);
        await shown;
        var outOfMemory = await WasOutOfMemoryAsync(id, exit.StatusCode, cancellationToken);
        return new(labels[ContainerLabels.FlowRunId], $"container {Short(id)}", exit.StatusCode, await LastLinesAsync(id, cancellationToken))
        {
            OutOfMemory = outOfMemory,
            Claim = ClaimOf(labels),
        };
    }

    // The engine hears of the kernel's kill and of the end separately: after a kill (137) the reason may come a moment later.
    private async Task<bool> WasOutOfMemoryAsync(string id, long exitCode, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var state = (await engine.Containers.InspectContainerAsync(id, cancellationToken)).State;
            if (state?.OOMKilled is true) return true;
            if (exitCode != ExitCodes.Killed || look == ReasonLooks) return false;
            await Task.Delay(ReasonPause, options.TimeProvider, cancellationToken);
        }
    }

    private static string? ClaimOf(IDictionary<string, string> labels) => labels.TryGetValue(ContainerLabels.Claim, out var claim) ? claim : null;

    /// <summary>Removes a container that has ended.</summary>
    public async Task RemoveAsync(string id)
    {
        try
        {
            await engine.Containers.RemoveContainerAsync(id, new() { Force = true, RemoveVolumes = true }, CancellationToken.None);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            log.LogDebug("Container {Id} is being removed by somebody else.", Short(id));
        }
    }

    private async Task<IReadOnlyList<string>> LastLinesAsync(string id, CancellationToken cancellationToken)
    {
        var lines = new LastLines();
        await ReadAsync(id, new() { ShowStdout = true, ShowStderr = true, Tail = $"{LastLines.MaxLines}" }, lines.Add, cancellationToken);
        return lines.ToList();
    }

    private Task ShowAsync(string id, Action<string> show, CancellationToken cancellationToken) =>
        ReadAsync(id, new() { ShowStdout = true, ShowStderr = true, Follow = true }, show, cancellationToken);

    private async Task ReadAsync(string id, ContainerLogsParameters which, Action<string> add, CancellationToken cancellationToken)
    {
        using var stream = await engine.Containers.GetContainerLogsAsync(id, which, cancellationToken);
        var buffer = new byte[16 * 1024];
        var text = new LineSplitter(add);
        while (await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken) is { EOF: false } read) text.Write(buffer.AsSpan(0, read.Count));
        text.End();
    }

    /// <summary>Cuts a stream of UTF-8 bytes into lines.</summary>
    private sealed class LineSplitter(Action<string> add)
    {
        private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
        private readonly StringBuilder line = new();

        public void Write(ReadOnlySpan<byte> bytes)
        {
            var chars = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
            foreach (var c in chars.AsSpan(0, decoder.GetChars(bytes, chars, flush: false)))
                if (c == '\n') End();
                else if (c != '\r' && line.Length <= LastLines.MaxLength) line.Append(c);
        }

        public void End()
        {
            if (line.Length == 0) return;
            add(line.ToString());
            line.Clear();
        }
    }
}
