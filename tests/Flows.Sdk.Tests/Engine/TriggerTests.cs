using Flows.Engine;
using Flows.States;

namespace Flows.Sdk.Tests.Engine;

public sealed class TriggerTests
{
    public static TheoryData<string, string, bool> Cases => new()
    {
        { "all_successful", "", true },
        { "all_successful", "Success", true },
        { "all_successful", "Success Skipped Mapped Cached", true },
        { "all_successful", "Success Failed", false },
        { "all_successful", "Success Cancelled", false },
        { "all_finished", "", true },
        { "all_finished", "Success Failed TriggerFailed Cancelled", true },
        { "all_finished", "Success Running", false },
        { "any_failed", "", true },
        { "any_failed", "Success Skipped", false },
        { "any_failed", "Success TimedOut", true },
        { "any_failed", "Cancelled", false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Holds_ForEndsUpstream_IsAsTheContractSays(string trigger, string upstream, bool expected)
    {
        var counts = upstream.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Named).Aggregate(default(UpstreamCounts), (sum, s) => sum + UpstreamCounts.Of(s));

        All.Single(t => t.ToString() == trigger).Decide(counts, resumed: false).ShouldBe(expected ? TriggerDecision.Start : TriggerDecision.Fail);
    }

    private static readonly Trigger[] All = [Trigger.AllSuccessful, Trigger.AllFinished, Trigger.AnyFailed];

    private static State Named(string name) => name switch
    {
        "Success" => new Success(),
        "Skipped" => new Skipped(),
        "Mapped" => new Mapped(),
        "Cached" => new Cached(),
        "Failed" => new Failed(),
        "TriggerFailed" => new TriggerFailed(),
        "TimedOut" => new TimedOut(),
        "Cancelled" => new Cancelled(),
        "Running" => new Running(),
        _ => throw new ArgumentException(name),
    };
}
