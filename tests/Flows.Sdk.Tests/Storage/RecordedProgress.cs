using Flows.Storage;

namespace Flows.Sdk.Tests.Storage;

internal sealed class RecordedProgress : IStorageProgress
{
    public List<string> Lines { get; } = [];

    public void Step(string text) => Lines.Add(text);

    public void Bytes(string item, long done, long? total) => Lines.Add($"{item} {done}/{total}");

    public void Warn(string text) => Lines.Add($"warning: {text}");
}
