namespace Flows.Server.Stores;

/// <summary>The server's time, and identifiers that sort by it.</summary>
internal sealed class Clock(TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());
}
