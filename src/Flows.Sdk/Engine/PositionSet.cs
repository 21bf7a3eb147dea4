using System.Numerics;

namespace Flows.Engine;

/// <summary>
/// A set of positions from which the smallest is found at once: a bit for each position, above it a bit for each word that is not
/// empty, and so on. A heap would compare its way down for each of ten thousand tasks that are ready together.
/// </summary>
internal sealed class PositionSet
{
    /// <summary>What <see cref="First"/> is when the set is empty.</summary>
    public const int None = int.MaxValue;

    private const int WordBits = 6;
    private readonly ulong[][] levels;

    /// <param name="size">One more than the largest position.</param>
    public PositionSet(int size)
    {
        var all = new List<ulong[]>();
        do all.Add(new ulong[size = (size >> WordBits) + 1]);
        while (size > 1);
        levels = [.. all];
    }

    /// <summary>The smallest position; <see cref="None"/> when there is none.</summary>
    public int First
    {
        get
        {
            if (levels[^1][0] == 0) return None;
            var at = 0;
            for (var level = levels.Length - 1; level >= 0; level--) at = (at << WordBits) + BitOperations.TrailingZeroCount(levels[level][at]);
            return at;
        }
    }

    public void Add(int position)
    {
        foreach (var level in levels)
        {
            level[position >> WordBits] |= 1UL << position;
            position >>= WordBits;
        }
    }

    public void Remove(int position)
    {
        foreach (var level in levels)
        {
            if ((level[position >> WordBits] &= ~(1UL << position)) != 0) return;
            position >>= WordBits;
        }
    }
}
