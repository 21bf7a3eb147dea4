namespace Flows.Engine;

/// <summary>Children of one node that are all ready. Workers take them one by one and without a lock, so that a slow one holds up no other.</summary>
internal sealed class ChildBatch(TaskRun[] children)
{
    private int taken;

    public bool IsEmpty => Volatile.Read(ref taken) >= children.Length;

    /// <summary>The next child; null when all are taken.</summary>
    public TaskRun? TryTake()
    {
        if (IsEmpty) return null;
        var index = Interlocked.Increment(ref taken) - 1;
        return index < children.Length ? children[index] : null;
    }
}
