using System.IO.Compression;
using Flows.EndToEnd.Tests.Support;

namespace Flows.EndToEnd.Tests;

/// <summary>What a user gets from the packages alone.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task Packages_InAnEmptyFolder_BuildAndRunHelloFlowAndTheTool()
    {
        using var project = new PackagedProject();
        await project.CreateAsync("FromPackages");
        await project.BuildAsync();

        var run = await Command.RunAsync("dotnet", [project.Assembly, "run", "--param", "name=Ada"]);

        run.ShouldSucceed().All.ShouldContain("Hello Ada");
        (await project.CompileElsewhereAsync()).ShouldBe(await File.ReadAllBytesAsync(project.Assembly), "the same code in another folder is another version");
        (await project.DotnetAsync(project.Folder, "tool", "install", "Flows.Cli", "--tool-path", "tool", "--add-source", project.Packages)).ShouldSucceed();
        (await Command.RunAsync(Path.Combine(project.Folder, "tool", "flows"), ["version"])).ShouldSucceed().Output.ShouldContain("0.1.0");
        await using var sdk = await ZipFile.OpenReadAsync(Path.Combine(project.Packages, "Flows.Sdk.0.1.0.nupkg"));
        sdk.Entries.Select(e => e.FullName).Where(e => e.StartsWith("analyzers/", StringComparison.Ordinal))
            .ShouldBe(["analyzers/dotnet/cs/Flows.Sdk.CodeFixes.dll", "analyzers/dotnet/cs/Flows.Sdk.Generators.dll"]);
    }
}
