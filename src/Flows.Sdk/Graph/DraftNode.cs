using Flows.Binding;

namespace Flows.Graph;

/// <summary>A node while its flow is written: its options can still change, so it has no slug yet.</summary>
internal sealed class DraftNode
{
    private SortedSet<int>? after;

    public required TaskOptions Options { get; set; }

    /// <summary>The call; null for a parameter.</summary>
    public TaskCall? Call { get; init; }

    public ParameterFacts? Parameter { get; init; }

    /// <summary>Indexes of the nodes that this one waits for without taking their values.</summary>
    public IReadOnlyCollection<int> After => after is null ? [] : after;

    /// <summary>Whether it does something when the flow runs; a parameter and a constant only have a value.</summary>
    public bool IsWork => Call is { Kind: not NodeKind.Constant };

    /// <summary>Indexes of all nodes that this one waits for.</summary>
    public IEnumerable<int> Upstream => (Call?.Arguments ?? []).Where(static a => a.Source is not null).Select(static a => a.Source!.Value.Index).Concat(After);

    /// <summary>Lets it wait for nodes without taking their values.</summary>
    public void WaitFor(params IEnumerable<int> indexes) => (after ??= []).UnionWith(indexes);

    public FlowNode Finish(int index, string slug) => new()
    {
        Index = index,
        Slug = slug,
        Kind = Call?.Kind ?? NodeKind.Parameter,
        Options = Options.Tags.Count == 0 ? Options : Options with { Tags = SlugBook.Sorted(Options.Tags) },
        OutputType = Call?.OutputType ?? Parameter!.Type,
        Inputs = Call?.Inputs ?? [],
        Arguments = Call?.Arguments ?? [],
        Body = Call?.Body,
        Collect = Call?.Collect,
        Parameter = Parameter,
    };
}
