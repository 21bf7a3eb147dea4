using System.Threading.Channels;
using Flows.Server.Events;
using Microsoft.Data.Sqlite;

namespace Flows.Server.Data.Sqlite;

/// <summary>
/// The only connection that writes, on a thread of its own. It takes what has queued up, runs it in one transaction with a savepoint per
/// item, so that one refusal does not fail its neighbours, and completes the callers after the commit.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int QueueBound = 4096, GroupBound = 512;

    private readonly Channel<WriteItem> queue = Channel.CreateBounded<WriteItem>(new BoundedChannelOptions(QueueBound) { SingleReader = true });
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SqliteConnection connection;
    private readonly SqliteSession session;
    private readonly EventHub events;

    public SqliteWriter(SqliteConnection connection, Sql.SqlDialect dialect, EventHub events)
    {
        this.connection = connection;
        this.events = events;
        session = new(connection, dialect);
        new Thread(Loop) { IsBackground = true, Name = "flows-sqlite-writer" }.Start();
    }

    public async Task<T> WriteAsync<T>(Func<ISqlSession, Task<T>> work, CancellationToken cancellationToken)
    {
        var item = new WriteItem<T>(work, cancellationToken);
        await queue.Writer.WriteAsync(item, cancellationToken);
        return await item.Completion;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await ended.Task;
        session.Dispose();
        await connection.DisposeAsync();
    }

    private void Loop()
    {
        var group = new List<WriteItem>(GroupBound);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < GroupBound && queue.Reader.TryRead(out var item)) group.Add(item);
            RunGroup(group);
            group.Clear();
        }
        ended.SetResult();
    }

    private void RunGroup(List<WriteItem> group)
    {
        var done = new List<WriteItem>(group.Count);
        try
        {
            session.Run("begin immediate");
            foreach (var item in group)
                if (RunItem(item)) done.Add(item);
            session.Run("commit");
        }
        catch (Exception e)
        {
            RollBack();
            session.Unpublish(0);
            var reason = SqliteErrors.Explain(e, connection.DataSource);
            done.ForEach(i => i.Fail(reason));
            // Items that were not reached have no answer yet; a second answer to one that failed by itself does nothing.
            group.ForEach(i => i.Fail(reason));
            return;
        }
        foreach (var happened in session.TakePublished()) events.Publish(happened);
        done.ForEach(i => i.Complete());
    }

    /// <summary>Whether the item is in the transaction now.</summary>
    private bool RunItem(WriteItem item)
    {
        if (item.IsAbandoned)
        {
            item.Fail(new OperationCanceledException());
            return false;
        }
        var published = session.PublishedCount;
        session.Run("savepoint item");
        try
        {
            var task = item.RunAsync(session);
            if (!task.IsCompleted) throw new InvalidOperationException("A write may await nothing but its session.");
            task.GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            session.Unpublish(published);
            // If the whole transaction is gone (a full disk), the group fails by the same reason.
            if (!TryUndoItem()) throw;
            item.Fail(SqliteErrors.Explain(e, connection.DataSource));
            return false;
        }
        session.Run("release item");
        return true;
    }

    private bool TryUndoItem()
    {
        try
        {
            session.Run("rollback to item");
            session.Run("release item");
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private void RollBack()
    {
        try
        {
            session.Run("rollback");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back already.
        }
    }
}
