using Flows.Storage;

namespace Flows.Hosting.Progress;

/// <summary>Shows nothing.</summary>
internal sealed class SilentProgress : IStorageProgress
{
    public void Step(string text) { }

    public void Bytes(string item, long done, long? total) { }

    public void Warn(string text) { }
}
