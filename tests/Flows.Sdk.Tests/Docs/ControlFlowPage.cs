namespace Flows.Sdk.Tests.Docs;

/// <summary>The code of docs/control-flow.md; a house test compares them.</summary>
public static partial class ControlFlowPage
{
    public static Flow If() => Flow.Define("if", f =>
    {
        var rows = f.Parameter<int[]>("rows", [1, 2]);
        var total = Sum(rows);
        var sent = f.If(IsBig(total), then: () => Page(total), otherwise: () => Mail(total));
        Archive(sent);
    });

    public static Flow IfAlone() => Flow.Define("if alone", f =>
    {
        var total = f.Parameter("total", 5);
        f.If(IsBig(total), then: () =>
        {
            var page = Page(total);
            Archive(page);
        });
    });

    public static Flow<TaskResult<string>> Switch() => Flow.Define("switch", f =>
    {
        var (name, language) = (f.Parameter("name", "Ann"), f.Parameter("language", "it"));
        var text = f.Switch(language)
            .Case("it", () => Greet(name, "Ciao"))
            .Case("fr", () => Greet(name, "Salut"))
            .Default(() => Greet(name))
            .Merge();
        return text;
    });

    public static Flow<TaskResult<List<string>>> Merge() => Flow.Define("merge", f =>
    {
        var (format, path) = (f.Parameter("format", "json"), f.Parameter("path", "a"));
        var csv = f.Case(format, "csv", () => ReadCsv(path));
        var json = f.Case(format, "json", () => ReadJson(path));
        var rows = f.Merge(csv, json);
        return rows;
    });

    public static Flow<(TaskResult<List<Row>>, TaskResult<List<Row>>)> Filter() => Flow.Define("filter", f =>
    {
        var files = f.Parameter<string[]>("files", ["10", "x", "200"]);
        var parsed = Parse(files.Each());
        var good = parsed.Filter();
        var big = parsed.Filter(row => row.Size > 100, "only_big");
        return (good, big);
    });

    public static Flow<TaskResult<string>> Resource() => Flow.Define("resource", f =>
    {
        var report = f.Resource("db", () => Database.Open(), db => db.Close())
            .Use(db => Report(Query(db)));
        return report;
    });

    public static Flow<TaskResult<string>> Manager() => Flow.Define("manager", f =>
    {
        var (workers, rows) = (f.Parameter("workers", 2), f.Parameter<int[]>("rows", [1, 2]));
        var model = f.Resource(StartCluster(workers)).Use(cluster => Train(cluster, rows));
        return model;
    });

    public static Flow Subflow() => Flow.Define("subflow", f =>
    {
        var (day, total) = (f.Parameter("day", "monday"), f.Parameter("total", 5));
        var child = f.StartFlowRun("Child", project: "Reports", parameters: new() { ["day"] = day, ["rows"] = total });
        var state = child.Select(run => run.State);
        Archive(state);
    });

    public static Flow Collections() => Flow.Define("collections", f =>
    {
        var (first, second) = (f.Parameter("first", 1), f.Parameter("second", 2));
        var (name, greeting) = (f.Parameter("name", "Ann"), f.Parameter("greeting", "Hi"));
        var all = Combine(f.List(first, second));
        var pair = f.Tuple(first, name);
        var map = f.Dictionary(("first", first), ("second", second));
        var letters = f.Set(name, greeting);
        (all, pair, map, letters).Then("end", (_, _, _, _) => { });
        (first, second).Then("join", (a, b) => a + b);
    });

    [Task] public static int Sum(IEnumerable<int> values) => values.Sum();
    [Task] public static bool IsBig(int total) => total > 2;
    [Task] public static string Page(int total) => $"page {total}";
    [Task] public static string Mail(int total) => $"mail {total}";
    [Task] public static string Archive(string sent) => sent;
    [Task] public static string Greet(string name, string salutation = "Hello") => $"{salutation} {name}";
    [Task] public static List<string> ReadCsv(string path) => [path, "csv"];
    [Task] public static List<string> ReadJson(string path) => [path, "json"];
    [Task] public static Row Parse(string text) => new(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    [Task] public static int Query(Database db) => db.IsOpen ? 1 : 0;
    [Task] public static string Report(int count) => $"{count} rows";
    [Task] public static Cluster StartCluster(int workers) => new(workers);
    [Task] public static string Train(ClusterClient cluster, int[] rows) => $"{cluster.Workers} workers, {rows.Length} rows";
    [Task] public static int Combine(List<int> values) => values.Sum();

    public sealed record Row(int Size);

    public sealed class Database
    {
        public bool IsOpen { get; private set; } = true;

        public static Database Open() => new();

        public void Close() => IsOpen = false;
    }

    public sealed record ClusterClient(int Workers)
    {
        public Task StopAsync(CancellationToken cancellationToken) => Task.FromResult(cancellationToken.IsCancellationRequested);
    }

    public sealed class Cluster(int workers) : IResourceManager<ClusterClient>
    {
        public ValueTask<ClusterClient> SetupAsync(TaskRunContext context) => new(new ClusterClient(workers));

        public async ValueTask CleanupAsync(ClusterClient resource, TaskRunContext context) => await resource.StopAsync(context.CancellationToken);
    }
}
