using Flows.Generators.Rules;

namespace Flows.Sdk.Generators.Tests.Rules;

/// <summary>Each rule has a page that says the way out, and the list of rules names it.</summary>
public sealed class RulePagesTests
{
    public static TheoryData<string> Ids => [.. typeof(Rule).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(Rule)))
        .SelectMany(t => ((Rule)Activator.CreateInstance(t)!).SupportedDiagnostics)
        .Select(d => d.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_OfARule_SaysTheWayOut(string id) => File.ReadAllText(Path.Combine(Root(), "docs", "rules", $"{id}.md")).ShouldContain("ay out");

    [Fact]
    public void Ids_OfTheRules_AreDistinct() => Ids.Select(i => i.Data).Order().ShouldBe(["FLOW001", "FLOW002", "FLOW003", "FLOW004", "FLOW005", "FLOW006", "FLOW007"]);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Flows.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("Flows.sln is not above the tests.");
        return folder.FullName;
    }
}
