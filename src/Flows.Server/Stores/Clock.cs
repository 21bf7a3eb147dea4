namespace Flows.Server.Stores;

/// <summary>The server's time, and identifiers that sort by it.</summary>
internal sealed class Clock(TimeProvider time)
{
    public TimeProvider Time { get; } = time;

    public DateTimeOffset Now => Time.GetUtcNow();

    public Guid NewId() => Guid.CreateVersion7(Time.GetUtcNow());
}
