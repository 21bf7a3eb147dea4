using System.Data.Common;

namespace Flows.Server.Stores.Limits;

/// <summary>The limits of a tenant with what is left of them, as one transaction sees and uses them up.</summary>
internal sealed class Slots(IReadOnlyList<Slots.Limit> limits)
{
    /// <summary>A limit of a label or of a flow group.</summary>
    internal sealed record Limit(Guid Id, string? Label, Guid? FlowGroupId, int Slots)
    {
        public int Used { get; set; }

        public bool IsFull => Used >= Slots;

        /// <summary>For example <c>2 of the 2 runs that the label "gpu" allows</c>.</summary>
        public string Describe() => $"{Used} of the {Slots} runs that {(Label is { } label ? $"the label \"{label}\"" : "its flow group")} allows";

        public bool Covers(Run run) => Label is not null ? run.Labels.Contains(Label) : run.FlowGroupId == FlowGroupId;
    }

    /// <summary>What limits look at in a run.</summary>
    internal sealed record Run(Guid Id, IReadOnlyList<string> Labels, Guid FlowGroupId)
    {
        /// <summary>From the columns id, labels and flow group.</summary>
        public static Run Read(DbDataReader row) => new(row.GetGuid(0), Stores.Labels.From(row.GetString(1)) ?? [], row.GetGuid(2));
    }

    public bool IsEmpty => limits.Count == 0;

    public IReadOnlyList<Limit> All => limits;

    /// <summary>Labels of which no further run may become active.</summary>
    public IReadOnlyList<string> FullLabels => [.. limits.Where(l => l is { IsFull: true, Label: not null }).Select(l => l.Label!)];

    /// <summary>Flow groups of which no further run may become active.</summary>
    public IReadOnlyList<Guid> FullGroups => [.. limits.Where(l => l is { IsFull: true, FlowGroupId: not null }).Select(l => l.FlowGroupId!.Value)];

    /// <summary>Counts runs that are active.</summary>
    public void Use(Run run, int count = 1)
    {
        foreach (var limit in limits.Where(l => l.Covers(run))) limit.Used += count;
    }

    /// <summary>The limit that keeps a run from becoming active; null when none does.</summary>
    public Limit? Blocking(Run run) => limits.FirstOrDefault(l => l.IsFull && l.Covers(run));

    /// <summary>Takes a slot of every limit that covers a run, or none.</summary>
    public bool TryTake(Run run)
    {
        if (Blocking(run) is not null) return false;
        Use(run);
        return true;
    }
}
