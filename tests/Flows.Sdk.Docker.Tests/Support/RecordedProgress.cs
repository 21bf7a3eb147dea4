using System.Collections.Concurrent;
using Flows.Storage;

namespace Flows.Sdk.Docker.Tests.Support;

/// <summary>Remembers what it was told.</summary>
internal sealed class RecordedProgress : IStorageProgress
{
    private readonly ConcurrentQueue<string> steps = new();
    private readonly ConcurrentQueue<string> warnings = new();
    private readonly ConcurrentQueue<(string Item, long Done, long? Total)> bytes = new();

    public IReadOnlyCollection<string> Steps => steps;

    public IReadOnlyCollection<string> Warnings => warnings;

    public IReadOnlyCollection<(string Item, long Done, long? Total)> Moved => bytes;

    public void Step(string text) => steps.Enqueue(text);

    public void Bytes(string item, long done, long? total) => bytes.Enqueue((item, done, total));

    public void Warn(string text) => warnings.Enqueue(text);
}
