using System.Text.RegularExpressions;

namespace Flows.House.Tests;

/// <summary>The one-way references between the folders of Flows.Sdk. Each folder is a namespace, so its usings are its references.</summary>
public sealed partial class LayerTests
{
    private const string Sdk = "src/Flows.Sdk";

    /// <summary>
    /// What each folder may use. The folders of the facade hold what an author types, in the root namespace; its vocabulary (options, trigger,
    /// context) is open to all.
    /// </summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["States"] = [],
        ["Binding"] = [],
        ["Wire"] = ["States"],
        ["Graph"] = ["Binding", "States"],
        ["Results"] = ["States", "Binding", "Graph"],
        ["Engine"] = ["Graph", "Binding", "States", "Results"],
        ["Client"] = ["Wire", "States"],
        ["RunConfigs"] = ["Wire"],
        ["Storage"] = ["Wire"],
        ["Schedules"] = ["Wire", "Results"],
        ["Registration"] = ["Graph", "Binding", "Wire", "RunConfigs", "Storage", "Schedules", "Client", "Results"],
        ["ControlFlow"] = ["Binding", "Graph"],
        ["Collections"] = ["Binding", "Graph", "ControlFlow"],
        ["Resources"] = ["Binding", "Graph"],
        ["Subflows"] = ["Binding", "Graph", "Collections", "Client", "Registration"],
        ["Backend"] = ["Engine", "Client", "Wire", "States", "Results", "Graph"],
        ["Saving"] = ["Engine", "Binding", "Graph", "States", "Results", "Wire"],
        ["Testing"] = ["Engine", "Binding", "Graph", "States", "Results"],
        ["Visualization"] = ["Graph", "Binding", "States"],
        ["Secrets"] = [],
        ["ResultStores"] = ["Binding", "Client", "States"],
        ["Options"] = ["Binding", "Engine", "Results", "States"],
        ["Handles"] = ["Binding", "Collections"],
        ["Definition"] = ["Binding", "Graph", "States", "Results", "ControlFlow", "Collections", "Resources", "Subflows"],
        ["Running"] = ["Binding", "Graph", "States", "Results", "Engine", "Client", "Saving", "Testing"],
        ["Hosting"] = ["Visualization", "Graph", "Binding", "Engine", "States", "Results", "Wire", "Client", "Storage", "RunConfigs", "Schedules", "Registration", "Backend", "Testing"],
    };

    public static TheoryData<string> Folders => [.. Repository.SourceFiles(Sdk).Select(FolderOf).Where(f => f is not null).Select(f => f!).Distinct()];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Usings_OfAnSdkFolder_AreAllowed(string folder)
    {
        Allowed.ShouldContainKey(folder, $"{folder} is not in the layout: say in this test what it may use");
        var wrong = from file in Repository.SourceFiles($"{Sdk}/{folder}")
                    from match in UsingOfAFolder().Matches(Repository.Read(file))
                    let used = match.Groups[1].Value
                    where used != folder && Allowed.ContainsKey(used) && !Allowed[folder].Contains(used)
                    select $"{file} uses Flows.{used}";
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Graph")]
    [InlineData("Engine")]
    [InlineData("States")]
    [InlineData("Binding")]
    public void Sources_BelowTheFacade_NeverSeeFlowBuilder(string folder)
    {
        Repository.SourceFiles($"{Sdk}/{folder}")
            .Where(f => CodeLines(f).Any(line => line.Contains("FlowBuilder", StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> CodeLines(string file) =>
        Repository.Read(file).Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));

    private static string? FolderOf(string file)
    {
        var parts = file.Split('/');
        return parts.Length > 3 ? parts[2] : null;
    }

    [GeneratedRegex(@"(?:using (?:static )?|global::)Flows\.(\w+)")]
    private static partial Regex UsingOfAFolder();
}
