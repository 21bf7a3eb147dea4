namespace Flows.Server.Http.Streams;

/// <summary>The times of streams.</summary>
/// <param name="time">The clock.</param>
/// <param name="rest">How long a stream rests after it has sent something, so that a burst of changes costs a few looks and not one each.</param>
internal sealed class StreamPace(TimeProvider time, TimeSpan rest)
{
    /// <summary>How long there may be silence.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>How long a run that has finished is followed after the last news: clients send their logs every five seconds.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>How long a stream lives: a client that comes back shows its key anew, which may have ended meanwhile.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public TimeProvider Time { get; } = time;

    public DateTimeOffset Now => Time.GetUtcNow();

    public Task RestAsync(CancellationToken cancellationToken) => rest > TimeSpan.Zero ? Task.Delay(rest, Time, cancellationToken) : Task.CompletedTask;
}
