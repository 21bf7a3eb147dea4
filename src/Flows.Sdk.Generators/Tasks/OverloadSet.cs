using System.Collections.Generic;
using System.Linq;

namespace Flows.Generators.Tasks;

/// <summary>
/// One generated overload: which of the parameters take handles only. A parameter of a reference type takes handles in one overload and
/// values in another, for no C# type takes both: only an interface is covariant, and nothing converts to an interface.
/// </summary>
/// <param name="Deferred">The parameters that take handles only.</param>
/// <param name="IsMapped">Whether elements are taken as well.</param>
/// <param name="Priority">Which overload is taken when several fit; the task itself has 0.</param>
internal sealed record OverloadSet(HashSet<TaskParameter> Deferred, bool IsMapped, int Priority)
{
    /// <summary>Above this number of reference parameters, all of them take handles, or all of them take what an <c>Input</c> takes.</summary>
    public const int MaxCombined = 3;

    /// <summary>The priority of an overload that comes before all others: nothing but a flow fits its first parameter.</summary>
    public const int First = 1000;

    /// <summary>All overloads that take at least one deferred value.</summary>
    public static IEnumerable<OverloadSet> All(IReadOnlyCollection<TaskParameter> inputs)
    {
        var references = inputs.Where(IsReference).ToList();
        var needsReference = references.Count == inputs.Count && references.Count <= MaxCombined;
        var combinations = references.Count <= MaxCombined ? Combinations(references) : [[], references];
        foreach (var combination in combinations)
        {
            if (combination.Count == 0 && (needsReference || inputs.Count == 0)) continue;
            yield return new([.. combination], IsMapped: false, PriorityOf(combination, isMapped: false, references.Count));
            yield return new([.. combination], IsMapped: true, PriorityOf(combination, isMapped: true, references.Count));
        }
    }

    public static bool IsReference(TaskParameter parameter) => parameter.Kind is not ParameterKind.Value;

    /// <summary>
    /// A plain call comes before a mapped one, and fewer handles come first, so that <c>null</c> and <c>new()</c> are values. All stay below
    /// the task itself, so that <c>Greet(null)</c> runs it. Only for objects it is the other way round: the task itself, and each overload
    /// that takes an object as a value, would take a handle for the value.
    /// </summary>
    private static int PriorityOf(IReadOnlyCollection<TaskParameter> deferred, bool isMapped, int references)
    {
        var objects = deferred.Count(p => p.Kind == ParameterKind.Object);
        var steps = (2 * references) + 2;
        var rank = (isMapped ? 0 : references + 1) + references - (deferred.Count - objects);
        return objects == 0 ? rank - steps : ((objects - 1) * steps) + rank + 1;
    }

    private static IEnumerable<IReadOnlyCollection<TaskParameter>> Combinations(List<TaskParameter> parameters) =>
        Enumerable.Range(0, 1 << parameters.Count).Select(bits => parameters.Where((_, i) => (bits & (1 << i)) != 0).ToList());
}
