using Flows.Server.Data;
using Flows.Server.Errors;

namespace Flows.Server.Tests.Data;

/// <summary>Many callers, few transactions.</summary>
public sealed class WriteGroupsTests
{
    private readonly List<int[]> written = [];
    private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Writes_ThatComeWhileOthersAreWritten_MakeTheNextGroups()
    {
        var groups = Groups(maxWeight: 4);
        var calls = await StartAsync(groups, Enumerable.Range(0, 8));
        calls.ShouldAllBe(c => !c.IsCompleted);
        first.SetResult();
        await Task.WhenAll(calls);
        written.Select(g => string.Join(',', g)).ShouldBe(["0", "1,2,3,4", "5,6,7"]);
    }

    [Fact]
    public async Task Item_HeavierThanAGroup_IsWrittenAlone()
    {
        var groups = new WriteGroups<int>(WriteAsync, i => i, 4, 1);
        var calls = await StartAsync(groups, [1, 9, 2, 2]);
        first.SetResult();
        await Task.WhenAll(calls);
        written.Select(g => string.Join(',', g)).ShouldBe(["1", "9", "2,2"]);
    }

    [Fact]
    public async Task Group_ThatFails_IsWrittenOneByOneSoThatOneFailsAlone()
    {
        var groups = Groups(maxWeight: 8, fails: i => i == 3 ? new InvalidDataException("no 3") : null);
        var calls = await StartAsync(groups, Enumerable.Range(0, 6));
        first.SetResult();
        foreach (var (i, call) in calls.Index())
        {
            if (i == 3) (await Should.ThrowAsync<InvalidDataException>(call)).Message.ShouldBe("no 3");
            else await call;
        }
    }

    [Fact]
    public async Task Group_ThatFindsNoDatabase_FailsAtOnce()
    {
        var attempts = 0;
        var groups = Groups(maxWeight: 8, fails: i =>
        {
            if (i == 0) return null;
            attempts++;
            return new RequestException("The database is full.", ErrorCodes.Unavailable);
        });
        var calls = await StartAsync(groups, Enumerable.Range(0, 6));
        first.SetResult();
        await calls[0];
        foreach (var call in calls[1..]) (await Should.ThrowAsync<RequestException>(call)).Code.ShouldBe(ErrorCodes.Unavailable);
        attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Write_WhoseCallerHasGone_IsLeftOut()
    {
        var groups = Groups(maxWeight: 8);
        using var gone = new CancellationTokenSource();
        var kept = (await StartAsync(groups, [0]))[0];
        var left = groups.WriteAsync(1, gone.Token);
        await gone.CancelAsync();
        first.SetResult();
        await kept;
        await Should.ThrowAsync<OperationCanceledException>(left);
        written.ShouldHaveSingleItem().ShouldBe([0]);
    }

    /// <summary>The first is being written when the others come.</summary>
    private async Task<List<Task>> StartAsync(WriteGroups<int> groups, IEnumerable<int> items)
    {
        List<Task> calls = [groups.WriteAsync(items.First(), default)];
        await entered.Task;
        calls.AddRange(items.Skip(1).Select(i => groups.WriteAsync(i, default)));
        return calls;
    }

    private WriteGroups<int> Groups(int maxWeight, Func<int, Exception?>? fails = null) => new(
        async items =>
        {
            await WriteAsync(items);
            foreach (var item in items)
                if (fails?.Invoke(item) is { } failure) throw failure;
        },
        _ => 1, maxWeight, 1);

    private async Task WriteAsync(IReadOnlyList<int> items)
    {
        entered.TrySetResult();
        await first.Task;
        lock (written) written.Add([.. items]);
    }
}
