using System.Text.RegularExpressions;

namespace Flows.House.Tests;

/// <summary>Code on a page for users stands in a test as well, so that it compiles and does what the page says.</summary>
public sealed partial class PagesTests
{
    [Theory]
    [InlineData("docs/control-flow.md", "tests/Flows.Sdk.Tests/Docs/ControlFlowPage.cs")]
    [InlineData("docs/engine.md", "tests/Flows.Sdk.Tests/Engine/EnginePageTests.cs")]
    [InlineData("docs/mapping.md", "tests/Flows.Sdk.Tests/Docs/MappingPage.cs")]
    [InlineData("docs/parameters.md", "tests/Flows.Sdk.Tests/Docs/ParametersPage.cs")]
    [InlineData("docs/schedules.md", "tests/Flows.Sdk.Tests/Docs/SchedulesPage.cs")]
    [InlineData("docs/running-at-the-desk.md", "tests/Flows.Sdk.Tests/Docs/RunningAtTheDeskPage.cs")]
    [InlineData("docs/results.md", "tests/Flows.Sdk.Tests/Docs/ResultsPage.cs")]
    [InlineData("docs/secrets.md", "tests/Flows.Sdk.Tests/Docs/SecretsPage.cs")]
    [InlineData("docs/testing.md", "tests/Flows.Sdk.Tests/Docs/TestingPageTests.cs")]
    [InlineData("docs/observability.md", "tests/Flows.Sdk.Tests/Docs/ObservabilityPageTests.cs")]
    public void Code_OnAPage_StandsInATest(string page, string test)
    {
        var known = Squeezed(Repository.Read(test));
        CodeBlock().Matches(Repository.Read(page)).Select(m => m.Groups[1].Value).ShouldAllBe(code => known.Contains(Squeezed(code), StringComparison.Ordinal));
    }

    /// <summary>Indentation and empty lines do not count.</summary>
    private static string Squeezed(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
