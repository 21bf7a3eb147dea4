namespace Flows.Sdk.Tests.Docs;

/// <summary>The code of docs/mapping.md; a house test compares them.</summary>
public static partial class MappingPage
{
    public static Flow<TaskResult<int>> Reduce() => Flow.Define("reduce", f =>
    {
        var rows = Extract(f);
        var scaled = Scale(rows.Each(), 10);
        var total = Sum(scaled);
        return total;
    });

    public static Flow<(MappedResult<int>, MappedResult<string>, MappedResult<string>, MappedResult<int>)> Sources() => Flow.Define("sources", f =>
    {
        var rows = Extract(f);
        var scaled = Scale(rows.Each(), 10);
        var doubled = rows.Map("double", row => 2 * row);
        var names = f.Parameter<string[]>("names", ["Ann", "Bob"]);
        var greetings = Greet(names.Each());                        // a parameter: as many children as the run is given names
        var pages = Fetch(f.Each(["a", "b", "c"]), "https://x");    // values known now
        var sums = Add(rows.Each(), scaled.Each());                 // in step: element i of each
        return (doubled, greetings, pages, sums);
    });

    public static Flow<TaskResult<int>> Filter() => Flow.Define("filter", f =>
    {
        var files = f.Parameter<string[]>("files", ["1", "x", "2"]);
        var parsed = Parse(files.Each());
        var good = Sum(parsed.Filter());
        return good;
    });

    public static Flow<(MappedResult<int>, TaskResult<string>)> Flatten() => Flow.Define("flatten", f =>
    {
        var lines = f.Parameter<string[]>("lines", ["a bb", "ccc"]);
        var words = Words(lines.Each());             // one list for each line
        var lengths = Length(words.Flatten().Each());  // one child for each word
        var longest = Longest(words.Flatten());        // all words as one list
        return (lengths, longest);
    });

    [Task] public static List<int> Extract() => [1, 2, 3];
    [Task] public static int Scale(int row, int factor) => row * factor;
    [Task] public static int Sum(IEnumerable<int> values) => values.Sum();
    [Task] public static int Add(int a, int b) => a + b;
    [Task] public static string Greet(string name) => $"Hello {name}";
    [Task] public static string Fetch(string page, string site) => $"{site}/{page}";
    [Task] public static int Parse(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    [Task] public static List<string> Words(string line) => [.. line.Split(' ')];
    [Task] public static int Length(string word) => word.Length;
    [Task] public static string Longest(IReadOnlyList<string> words) => words.MaxBy(w => w.Length) ?? "";
}
