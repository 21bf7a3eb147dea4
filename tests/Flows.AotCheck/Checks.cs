using System.Text.Json;

namespace Flows.AotCheck;

/// <summary>What must work, or be refused with the way out, in a natively compiled program.</summary>
internal static class Checks
{
    private const string OrderJson = """{"Customer":"Ada","Amount":2}""";

    public static async Task<int> RunAsync()
    {
        var failed = 0;
        foreach (var (name, check) in new (string, Func<Task<bool>>)[]
        {
            ("a record parameter is read by the flow's own context", RecordsAsync),
            ("a record parameter without a context is refused with the way out", UnknownRecordAsync),
            ("a task loops", LoopsAsync),
        })
        {
            var holds = await check();
            if (!holds) failed++;
            Console.WriteLine($"{(holds ? "ok" : "FAILED")}: {name}");
        }

        return failed == 0 ? 0 : 1;
    }

    private static async Task<bool> RecordsAsync()
    {
        var flow = Orders(f => f.UseJson(AotJson.Default));
        var state = await flow.RunAsync(new() { ["first"] = Json(OrderJson) });
        return state.IsSuccessful && state.Result(flow.Output) == 12;
    }

    private static async Task<bool> UnknownRecordAsync()
    {
        try
        {
            await Orders(_ => { }).RunAsync(new() { ["first"] = Json(OrderJson) });
            return false;
        }
        catch (FlowParameterException e)
        {
            return e.Message.Contains("UseJson", StringComparison.Ordinal) && e.Message.Contains("'first'", StringComparison.Ordinal);
        }
    }

    private static async Task<bool> LoopsAsync()
    {
        var flow = Flow.Define("Loops", f => Tasks.Halve(f, 100));
        var state = await flow.RunAsync();
        return state.Result(flow.Output) == 1 && state[flow.Output].State.IsSuccessful;
    }

    private static Flow<TaskResult<decimal>> Orders(Action<FlowBuilder> prepare) => Flow.Define("Orders", f =>
    {
        prepare(f);
        var orders = Tasks.Load(f.Parameter<Order>("first"), 3);
        var prices = Tasks.PriceAsync(orders.Each());
        return (orders, prices).Then("sum", (o, p) => o.Count == p.Count ? p.Sum() : -1);
    });

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
