using System.Text.RegularExpressions;

namespace Flows.House.Tests;

/// <summary>Habits of the house that no analyzer checks.</summary>
public sealed partial class SourceTests
{
    private const int MaxLines = 500;

    private static IEnumerable<string> HandWritten =>
        Repository.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".ts", StringComparison.Ordinal) || f.EndsWith(".tsx", StringComparison.Ordinal));

    [Fact]
    public void Files_OfSource_StayBelowTheCap()
    {
        HandWritten.Where(f => Repository.Read(f).Count(c => c == '\n') > MaxLines).ShouldBeEmpty($"a file above {MaxLines} lines is a room to split by concern");
    }

    [Fact]
    public void Median_OfSourceFiles_IsSmall()
    {
        var lengths = Repository.SourceFiles("src").Select(f => Repository.Read(f).Count(c => c == '\n')).Order().ToList();
        lengths[lengths.Count / 2].ShouldBeLessThanOrEqualTo(75);
    }

    [Fact]
    public void Namespaces_OfSourceFiles_FollowTheirFolders()
    {
        // Author-facing types live in the root namespace although they have a folder: an author needs one using.
        var wrong = from file in Repository.SourceFiles("src")
                    let declared = Namespace().Match(Repository.Read(file)).Groups[1].Value
                    where declared.Length > 0 && declared != Expected(file) && declared != Root(file)
                    select $"{file}: {declared}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void EditorConfig_EachRuleThatIsOff_HasAReason()
    {
        var lines = Repository.Read(".editorconfig").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].EndsWith("severity = none", StringComparison.Ordinal)) continue;
            var rule = lines[i].Split('.')[1];
            var above = i;
            while (above > 0 && lines[above].EndsWith("severity = none", StringComparison.Ordinal)) above--;
            lines[above].ShouldStartWith("# ", Case.Sensitive, $"{rule} is off without a reason above it");
        }
    }

    [Fact]
    public void Files_Tracked_NameNoPathOfAMachine()
    {
        var wrong = from file in Repository.Files
                    where !file.EndsWith(".png", StringComparison.Ordinal) && file != "tests/Flows.House.Tests/SourceTests.cs"
                    let text = Repository.Read(file)
                    where text.Contains("/work/", StringComparison.Ordinal) || text.Contains("../shared/", StringComparison.Ordinal)
                    select file;
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Tests_Skipped_ByAttribute_DoNotExist()
    {
        Repository.SourceFiles("tests").Where(f => SkipAttribute().IsMatch(Repository.Read(f)) && !f.Contains("House", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Fields_Private_HaveNoUnderscore()
    {
        var wrong = from file in Repository.SourceFiles("src").Concat(Repository.SourceFiles("tests"))
                    from Match field in UnderscoredField().Matches(Repository.Read(file))
                    select $"{file}: {field.Groups[1].Value}";
        wrong.ShouldBeEmpty("a private field is plain camelCase, with 'this.' where a parameter has its name");
    }

    private static string Expected(string file)
    {
        var parts = file.Split('/');
        return string.Join('.', [Root(file), .. parts[2..^1]]);
    }

    private static string Root(string file) => file.Split('/')[1] switch
    {
        "Flows.Sdk" => "Flows",
        "Flows.Sdk.Docker" => "Flows.Docker",
        "Flows.Sdk.RRule" => "Flows.RRule",
        "Flows.Sdk.S3" => "Flows.S3",
        "Flows.Sdk.CodeFixes" => "Flows.CodeFixes",
        "Flows.Sdk.Generators" => "Flows.Generators",
        var project => project,
    };

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\[(Fact|Theory)\(.*\bSkip\s*=")]
    private static partial Regex SkipAttribute();

    [GeneratedRegex(@"^[ \t]*private (?:(?:static|readonly|volatile) )*[\w(][^={};\n]*[ \t](_\w+)[ \t]*(?:[;,]|=)", RegexOptions.Multiline)]
    private static partial Regex UnderscoredField();
}
