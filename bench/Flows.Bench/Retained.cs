namespace Flows.Bench;

/// <summary>What a finished run still holds: the heap that its state keeps alive, in bytes per child.</summary>
/// <param name="Children">How many children the mapped task had.</param>
/// <param name="BytesPerChild">The children's values, which are all the same object, do not count.</param>
internal sealed record Retained(int Children, double BytesPerChild)
{
    private static readonly object Value = new();

    public static async Task<IReadOnlyList<Retained>> MeasureAsync(int[] sizes)
    {
        var measured = new List<Retained>();
        foreach (var size in sizes) measured.Add(await MeasureAsync(size).ConfigureAwait(false));
        return measured;
    }

    private static async Task<Retained> MeasureAsync(int children)
    {
        // A stack of its own: what an earlier measurement still has there would be counted.
        await Task.Yield();
        var elements = Enumerable.Repeat(Value, children).ToList();
        var flow = Flow.Define("Retained", f => f.Task("List", () => elements).Map("Child", static v => v));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var state = await flow.RunAsync().ConfigureAwait(false);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(state);
        return new(children, (double)(after - before) / children);
    }
}
