namespace Flows.Sdk.Tests.Hosting.Live;

/// <summary>Holds tasks until the test opens it, and tells the test that they have come.</summary>
internal sealed class Gate(int expected = 1)
{
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int missing = expected;

    public Task Reached => reached.Task;

    public async Task<int> PassAsync()
    {
        if (Interlocked.Decrement(ref missing) == 0) reached.SetResult();
        await open.Task;
        return 1;
    }

    public void Open() => open.SetResult();
}
