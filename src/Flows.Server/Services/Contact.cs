namespace Flows.Server.Services;

/// <summary>Since when this server has been in touch with its database without a gap: since then, at least, runs could report to it.</summary>
/// <param name="time">The clock.</param>
/// <param name="gap">A silence that is longer is a gap: the server was down, the database was, or the machine slept.</param>
internal sealed class Contact(TimeProvider time, TimeSpan gap)
{
    private DateTimeOffset last = DateTimeOffset.MinValue;
    private DateTimeOffset since = DateTimeOffset.MaxValue;

    /// <summary>How long the touch lasts.</summary>
    public TimeSpan Lasts => time.GetUtcNow() - since is { Ticks: > 0 } span ? span : TimeSpan.Zero;

    /// <summary>Notes that the database has answered.</summary>
    public void Note()
    {
        var now = time.GetUtcNow();
        if (now - last > gap) since = now;
        last = now;
    }
}
