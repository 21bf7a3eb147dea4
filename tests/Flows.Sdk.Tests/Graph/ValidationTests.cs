using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Graph;

/// <summary>What cannot run is refused while the flow is written, in a sentence that names it and the way out.</summary>
public sealed class ValidationTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Define_WithoutAName_IsRefused(string name) => Refused(() => Flow.Define(name, f => { }))
        .ShouldBe("A flow has an empty name: give it one, as in Flow.Define(\"Hello\", ...).");

    [Fact]
    public void Define_WithACycle_ShowsIt() => Refused(f =>
    {
        var a = f.Task("a", () => 1);
        var b = a.Then("b", x => x);
        var c = b.Then("c", x => x);
        c.Then("d", x => x);
        a.After(c);
    }).ShouldBe("Flow 'F' has a cycle, a-1 -> b-1 -> c-1 -> a-1: remove the After that closes it.");

    [Fact]
    public void After_OnItself_IsACycle() => Refused(f =>
    {
        var a = f.Task("a", () => 1);
        a.After(a);
    }).ShouldBe("Flow 'F' has a cycle, a-1 -> a-1: remove the After that closes it.");

    [Fact]
    public void Parameter_Twice_IsRefused() => Refused(f =>
    {
        f.Parameter("n", 1);
        f.Parameter<string>("n");
    }).ShouldBe("Flow 'F' already has a parameter 'n': keep its handle in a variable and use that, or choose another name.");

    [Fact]
    public void Parameter_WithoutAName_IsRefused() => Refused(f => f.Parameter<int>("")).ShouldBe("A parameter of flow 'F' has an empty name: give it one.");

    [Fact]
    public void Handle_OfAnotherFlow_IsRefusedAsAnArgument()
    {
        var other = Flow.Define("Other", f => f.Parameter("n", 1));
        Refused(f => Add(Add(f, 1, 2), other.Output)).ShouldBe(
            "In flow 'F', argument 'y' of task 'Add' is given parameter 'n' of flow 'Other': use handles of 'F' only; call the task or declare the parameter there as well.");
    }

    [Fact]
    public void Handle_OfAnotherFlow_IsRefusedInAfter()
    {
        var other = Flow.Define("Other", f => Extract(f));
        Refused(f => Extract(f).After(other.Output)).ShouldBe(
            "In flow 'F', After on task 'Extract' is given task 'Extract' of flow 'Other': use handles of 'F' only; call the task or declare the parameter there as well.");
    }

    [Fact]
    public void Handle_OfAnotherFlow_IsRefusedInTheOutput()
    {
        var other = Flow.Define("Other", f => Extract(f));
        Refused(() => Flow.Define("F", f => (Extract(f), (1, other.Output)))).ShouldBe("Flow 'F' returns task 'Extract' of flow 'Other': return handles of 'F' only.");
    }

    [Fact]
    public void Call_OfAnotherFlowsHandleOnly_IsRefusedOnceThatFlowIsFinished()
    {
        var other = Flow.Define("Other", f => f.Parameter("n", 1));
        Refused(f => Add(other.Output, 1)).ShouldBe(
            "Flow 'Other' is finished, so task 'Add' cannot be added or changed: do it inside of the definition that Flow.Define is given.");
    }

    [Fact]
    public void Builder_AfterTheDefinition_IsOfNoUse()
    {
        FlowBuilder? kept = null;
        var flow = Flow.Define("F", f => Extract((kept = f)));
        Refused(() => Extract(kept!)).ShouldStartWith("Flow 'F' is finished, so task 'Extract' cannot be added or changed: ");
        Refused(() => kept!.Parameter("n", 1)).ShouldStartWith("Flow 'F' is finished, so parameter 'n' cannot be added or changed: ");
        Refused(() => flow.Output.WithRetries(1)).ShouldStartWith("Flow 'F' is finished, so the options of task 'Extract' of flow 'F' cannot be added or changed: ");
        Refused(() => flow.Output.After(flow.Output)).ShouldStartWith("Flow 'F' is finished, so the order of task 'Extract' of flow 'F' cannot be added or changed: ");
    }

    [Fact]
    public void Builder_AfterADefinitionThatThrew_IsOfNoUse()
    {
        FlowBuilder? kept = null;
        Should.Throw<InvalidOperationException>(() => Flow.Define("F", new Action<FlowBuilder>(f =>
        {
            kept = f;
            throw new InvalidOperationException("no");
        })));
        Refused(() => kept!.Parameter("n", 1)).ShouldStartWith("Flow 'F' is finished");
    }

    [Fact]
    public void Define_Asynchronously_IsRefused() => Refused(() => Flow.Define("F", async f =>
    {
        await Task.Yield();
        return f.Parameter("n", 1);
    })).ShouldBe("The definition of flow 'F' is asynchronous, but it must be finished when it returns: leave out async, and await inside of tasks.");

    [Theory]
    [InlineData("", "A task in flow 'F' has an empty name: give it one, or leave the name out to take the method's.")]
    [InlineData(" ", "A task in flow 'F' has an empty name: give it one, or leave the name out to take the method's.")]
    public void Name_Empty_IsRefused(string name, string message)
    {
        Refused(f => Extract(f).WithName(name)).ShouldBe(message);
        Refused(f => f.Task(name, () => 1)).ShouldBe(message);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Refused(f => Extract(f).WithRetries(-1)).ShouldBe("Retries of task 'Extract' in flow 'F' is -1: it must be 0 or more.");
        Refused(f => Extract(f).WithRetries(1, TimeSpan.FromSeconds(-1))).ShouldBe("The retry delay of task 'Extract' in flow 'F' is -00:00:01: it must be zero or more.");
        Refused(f => Extract(f).WithTimeout(TimeSpan.Zero)).ShouldBe("The timeout of task 'Extract' in flow 'F' is 00:00:00: it must be above zero, or null for no limit.");
        Refused(f => Extract(f).WithTimeout(TimeSpan.FromDays(60))).ShouldBe("The timeout of task 'Extract' in flow 'F' is 60.00:00:00: it must be at most 45 days, or null for no limit.");
        Refused(f => Extract(f).WithRetries(1, TimeSpan.FromDays(3651))).ShouldBe("The retry delay of task 'Extract' in flow 'F' is 3651.00:00:00: it must be at most 3650 days.");
        Refused(f => Extract(f).WithTags("a", "")).ShouldBe("A tag of task 'Extract' in flow 'F' is empty: leave it out.");
    }

    [Fact]
    public void Options_OfRetriesOutOfRange_AreRefused()
    {
        var second = TimeSpan.FromSeconds(1);
        Refused(f => Extract(f).WithRetries(1, second, backoff: 0.5)).ShouldBe("The retry backoff of task 'Extract' in flow 'F' is 0.5: it must be from 1, where all delays are equal, to 100.");
        Refused(f => Extract(f).WithRetries(1, second, backoff: double.NaN)).ShouldBe("The retry backoff of task 'Extract' in flow 'F' is NaN: it must be from 1, where all delays are equal, to 100.");
        Refused(f => Extract(f).WithRetries(1, second, jitter: 1.5)).ShouldBe("The retry jitter of task 'Extract' in flow 'F' is 1.5: it must be a share of the delay, from 0 to 1.");
        Refused(f => Extract(f).WithRetries(1, second, maxDelay: TimeSpan.Zero)).ShouldBe(
            "The longest retry delay of task 'Extract' in flow 'F' is 00:00:00: it must be from the retry delay, which is 00:00:01, to 3650 days.");
    }

    [Fact]
    public void Options_OfRetriesWithoutRetries_AreRefusedOnceTheFlowIsWritten()
    {
        Refused(f => Extract(f).WithRetries(0, TimeSpan.FromSeconds(1))).ShouldBe(
            "Task 'Extract' in flow 'F' has a retry delay but no retries: set its retries, or leave the retry delay out.");
        Refused(f => Extract(f).RetryOn(_ => true)).ShouldBe("Task 'Extract' in flow 'F' has a retry predicate but no retries: set its retries, or leave the retry predicate out.");
        Refused(f => Extract(f).WithRetries(0, backoff: 2)).ShouldStartWith("Task 'Extract' in flow 'F' has a retry backoff but no retries");
        Refused(f => Extract(f).WithRetries(0, jitter: 0.1)).ShouldStartWith("Task 'Extract' in flow 'F' has a retry jitter but no retries");
        Refused(f => Extract(f).WithRetries(0, maxDelay: TimeSpan.FromSeconds(1))).ShouldStartWith("Task 'Extract' in flow 'F' has a longest retry delay but no retries");
        Should.NotThrow(() => Flow.Define("F", f => Extract(f).RetryOn(_ => true).WithRetries(1)));
    }

    [Fact]
    public void Options_OfAParameter_CannotBeSet()
    {
        Refused(f => f.Parameter("n", 1).As<int>().WithRetries(1)).ShouldBe("The options of parameter 'n' of flow 'F' cannot be set: only tasks have options.");
        Refused(f => f.Parameter("n", 1).As<int>().After(Extract(f))).ShouldBe("The order of parameter 'n' of flow 'F' cannot be set: only tasks have order.");
    }

    [Fact]
    public void Argument_GivenAsABareDefault_IsRefused() => Refused(f => Add(f.Parameter("n", 1), default)).ShouldBe(
        "Argument 'y' of task 'Add' in flow 'F' has no value: give it one; a bare default must be written as default(Int32).");

    private static string Refused(Action<FlowBuilder> define) => Refused(() => Flow.Define("F", define));

    private static string Refused(Func<object> define) => Should.Throw<FlowDefinitionException>(define).Message;
}
