using System.Xml.Linq;

namespace Flows.House.Tests;

/// <summary>The one-way references of the architecture, read from the project files.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Flows.Sdk.Generators"] = [],
        ["Flows.Sdk.CodeFixes"] = ["Flows.Sdk.Generators"],
        ["Flows.Sdk"] = ["Flows.Sdk.Generators", "Flows.Sdk.CodeFixes"],
        ["Flows.Sdk.Docker"] = ["Flows.Sdk"],
        ["Flows.Sdk.S3"] = ["Flows.Sdk"],
        ["Flows.Sdk.RRule"] = ["Flows.Sdk"],
        ["Flows.Server"] = ["Flows.Sdk", "Flows.Sdk.RRule"],
        ["Flows.Agents"] = ["Flows.Sdk", "Flows.Sdk.Docker"],
        ["Flows.Cli"] = ["Flows.Server", "Flows.Agents", "Flows.Sdk", "Flows.Sdk.Docker"],
    };

    public static TheoryData<string> SourceProjects =>
        [.. Repository.Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".csproj", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void ProjectReferences_OfASourceProject_AreAllowed(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Allowed.ShouldContainKey(name, $"{name} is not in the layout: say in this test what it may reference");
        References(project).Except(Allowed[name]).ShouldBeEmpty($"{name} may reference only {string.Join(", ", Allowed[name])}");
    }

    [Fact]
    public void ProjectReferences_ToTheCliSamplesOrTests_ComeFromTestsOnly()
    {
        var wrong = from project in Repository.Files
                    where project.EndsWith(".csproj", StringComparison.Ordinal) && !project.StartsWith("tests/", StringComparison.Ordinal)
                    from reference in References(project)
                    where reference is "Flows.Cli" or "HelloFlow" || reference.EndsWith(".Tests", StringComparison.Ordinal)
                        // What is measured runs on the same real PostgreSQL as what is tested.
                        || (reference == "Flows.TestKit" && !project.StartsWith("bench/", StringComparison.Ordinal))
                    select $"{project} -> {reference}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Solution_HasEveryProject()
    {
        var solution = Repository.Read("Flows.sln").Replace('\\', '/');
        Repository.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) && !f.StartsWith("tests/Packages/", StringComparison.Ordinal))
            .Where(f => !solution.Contains(f, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(((string?)r.Attribute("Include") ?? "").Replace('\\', '/')));
}
