using System.Text.Json.Serialization;

namespace Flows.Sdk.Tests.Docs;

/// <summary>The code of docs/results.md; a house test compares them.</summary>
public static partial class ResultsPage
{
    public sealed record Row(int Id, string Name);

    public sealed class Session
    {
        public Action? OnClose { get; set; }
    }

    [JsonSerializable(typeof(List<Row>))]
    public sealed partial class PageJson : JsonSerializerContext;

    public static Flow WithAStore(string folder)
    {
        var flow = Define().WithResultStore(new LocalResultStore(folder));
        return flow;
    }

    public static Flow<TaskResult<List<Row>>> OwnStores(string elsewhere) => Flow.Define("own stores", f =>
    {
        var rows = Load(f, "orders").WithResultStore(new LocalResultStore(elsewhere));
        var session = f.Task("open", () => new Session()).WithCheckpoint(false);
        rows.After(session);
        return rows;
    });

    public static Flow<TaskResult<string>> Target() => Flow.Define("target", f =>
    {
        var report = Report(f, "orders").WithTarget("reports/{table}/{today}.json");
        return report;
    });

    public static Flow<TaskResult<double>> Cache() => Flow.Define("cache", f =>
    {
        var currency = f.Parameter("currency", "EUR");
        var rates = Rates(currency).CachedFor(TimeSpan.FromHours(1), CacheValidator.AllInputs);
        return rates;
    });

    public static Flow<TaskResult<List<Row>>> Json() => Flow.Define("json", f =>
    {
        f.UseJson(PageJson.Default);
        return Load(f, "orders");
    });

    [Task]
    public static List<Row> Load(string table) => [new(1, table)];

    [Task]
    public static string Report(string table) => $"All is well with {table}.";

    [Task]
    public static double Rates(string currency) => currency.Length;

    private static Flow<TaskResult<List<Row>>> Define() => Flow.Define("store", f => Load(f, "orders"));
}
