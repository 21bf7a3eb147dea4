using Flows.Binding;

namespace Flows.Sdk.Tests.Registration;

/// <summary>The flows of the fixtures, written with this SDK. Their tasks are untyped, as in the original.</summary>
internal static class OriginalFlows
{
    /// <summary>01: a parameter with a default, a mapped task, ECS.</summary>
    public static Flow HelloDockerEcs() => Flow.Define("hello-flow", f =>
    {
        var people = f.Parameter<object>("people", new[] { "Arthur", "Ford", "Marvin" });
        Task("say_hello", Required("name")).Map(Argument.From(people.Node, each: true));
    }).WithRunConfig(new EcsRun
    {
        Cpu = "512",
        Memory = "1024",
        Image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/hello-flow:latest",
        ExecutionRoleArn = "arn:aws:iam::123456789012:role/prefect-exec",
        TaskRoleArn = "arn:aws:iam::123456789012:role/prefect-task",
        RunTaskKwargs = new() { ["cluster"] = "prefectEcsCluster", ["launchType"] = "FARGATE" },
        Labels = ["prod", "ecs"],
        Environment = new Dictionary<string, string> { ["GREETING"] = "hi" },
    });

    /// <summary>02: a required parameter, a local run.</summary>
    public static Flow HelloLocal() => Flow.Define("hello-local", f =>
    {
        Task("say_hello", Required("name")).Call(Argument.From(f.Parameter<object>("name").Node));
    }).WithRunConfig(new LocalRun { WorkingDir = "/srv/data", Labels = ["dev"], Environment = new Dictionary<string, string> { ["A"] = "b" } });

    /// <summary>03: maps, flattened children, a filter, collections of handles. Operators are plain tasks here.</summary>
    public static Flow MapFlatten() => Flow.Define("map-flatten", f =>
    {
        var n = f.Parameter<object>("n", 3);
        var numbers = Task("numbers", Required("n")).Call(Argument.From(n));
        var pair = Task("pair", Required("x")).Map(Argument.From(numbers, each: true));
        var add = Task("add", Required("x"), Optional("y"));
        var added = add.Map(Argument.From(new FlattenedResult<object>(pair).Each()), Argument.From(n));
        var total = Task("total", Required("xs"));
        total.Call(Argument.From(add.Map(Argument.From(added, each: true), Argument.Unset)));
        total.Call(Argument.From(new MappedResult<object>(added).Filter(v => v is > 3, "only_big")));
        var whole = new TaskResult<object>(numbers);
        total.Call(Argument.From(f.List(whole, whole)));
        total.Call(Argument.From(f.Dictionary(("a", whole), ("b", (IDeferred<object>)n))));
        var first = new TaskResult<List<object>>(numbers).Select(x => x[0]);
        var sum = Task("Add", Required("x"), Required("y")).Call(Argument.From(first), Argument.Of(1));
        Task("Mul", Required("x"), Required("y")).Call(Argument.From(sum), Argument.Of(2));
    });

    /// <summary>Those tasks of 09 that need no task class of the original: retries, a timeout, two calls of one task.</summary>
    public static Flow RetriesTimeouts() => Flow.Define("retries-timeouts", f =>
    {
        var p = f.Parameter<object>("p", new Dictionary<string, object?> { ["a"] = new object?[] { 1, 2.5, null, true, "ü" } });
        var dup = Task("dup", Required("x"), Optional("y"));
        var first = dup.CallIn(f.Graph, Argument.Of(1), Argument.From(p.Node));
        dup.Call(Argument.From(first), Argument.Unset);
        var retry = new TaskDefinition<object>(
            new TaskOptions { Name = "retry", Retries = 3, RetryDelay = TimeSpan.FromSeconds(90.9) }, [Required("x"), Optional("y")], _ => default)
            .CallIn(f.Graph, Argument.Of(1), Argument.Unset);
        new TaskDefinition<object>(new TaskOptions { Name = "timeout", Timeout = TimeSpan.FromSeconds(30) }, [Required("x"), Optional("y")], _ => default)
            .Call(Argument.From(retry), Argument.Unset);
    });

    /// <summary>The secret of 09, and the task that takes it.</summary>
    public static Flow Secret() => Flow.Define("retries-timeouts", f =>
    {
        Task("with secret & odd name!", Required("x"), Optional("y")).Call(Argument.From(f.Secret<object>("MY_SECRET").Node), Argument.Unset);
    });

    private static TaskDefinition<object> Task(string name, params TaskInput[] inputs) => new(new TaskOptions { Name = name }, inputs, _ => default);

    private static TaskInput Required(string name) => new(name, typeof(object), Required: true);

    private static TaskInput Optional(string name) => new(name, typeof(object), Required: false);
}
