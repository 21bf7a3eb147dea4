using System.Collections.Concurrent;
using Flows.Storage;

namespace Flows.Sdk.Docker.Tests.Support;

/// <summary>Remembers what it was told.</summary>
internal sealed class RecordedProgress : IStorageProgress
{
    private readonly ConcurrentQueue<string> _steps = new();
    private readonly ConcurrentQueue<string> _warnings = new();
    private readonly ConcurrentQueue<(string Item, long Done, long? Total)> _bytes = new();

    public IReadOnlyCollection<string> Steps => _steps;

    public IReadOnlyCollection<string> Warnings => _warnings;

    public IReadOnlyCollection<(string Item, long Done, long? Total)> Moved => _bytes;

    public void Step(string text) => _steps.Enqueue(text);

    public void Bytes(string item, long done, long? total) => _bytes.Enqueue((item, done, total));

    public void Warn(string text) => _warnings.Enqueue(text);
}
