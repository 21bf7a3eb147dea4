namespace Flows.EndToEnd.Tests.Support;

/// <summary>HelloFlow in an empty folder, built from the packed packages alone.</summary>
internal sealed class PackagedProject : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("flows-packaged-").FullName;
    private string name = "";

    public string Folder => Path.Combine(folder, name);
    public string Assembly => Path.Combine(Folder, "out", $"{name}.dll");
    public string Packages => Path.Combine(folder, "packages");

    private Dictionary<string, string> Environment => new() { ["NUGET_PACKAGES"] = Path.Combine(folder, "cache") };

    /// <summary>Packs Flows.Sdk, Flows.Sdk.Docker and the tool from this build, and writes a project that knows nothing else of them.</summary>
    public async Task CreateAsync(string projectName)
    {
        name = projectName;
        foreach (var project in (string[])["Flows.Sdk", "Flows.Sdk.Docker", "Flows.Cli"])
            (await DotnetAsync(Programs.Root, "pack", $"src/{project}", "-c", Programs.Configuration, "--no-build", "-o", Packages)).ShouldSucceed();
        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.GetFiles(Path.Combine(Programs.Root, "samples", "HelloFlow"), "*.cs"))
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Combine(Folder, $"{name}.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <RestoreAdditionalProjectSources>../packages</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Flows.Sdk" Version="0.1.0" />
                <PackageReference Include="Flows.Sdk.Docker" Version="0.1.0" />
              </ItemGroup>
            </Project>
            """);
    }

    public async Task BuildAsync() => (await DotnetAsync(Folder, "build", "-c", "Release", "-o", "out")).ShouldSucceed();

    /// <summary>Builds a copy of the project in a folder of another name and depth.</summary>
    /// <returns>The assembly.</returns>
    public async Task<byte[]> CompileElsewhereAsync()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(folder, "somewhere", "else", name)).FullName;
        foreach (var file in Directory.GetFiles(Folder)) File.Copy(file, Path.Combine(elsewhere, Path.GetFileName(file)));
        (await DotnetAsync(elsewhere, "build", "-c", "Release", "-o", "out", $"-p:RestoreAdditionalProjectSources={Packages}")).ShouldSucceed();
        return await File.ReadAllBytesAsync(Path.Combine(elsewhere, "out", $"{name}.dll"));
    }

    /// <summary>Changes the flow's code.</summary>
    public void Replace(string old, string with)
    {
        var file = Path.Combine(Folder, "HelloFlow.cs");
        var text = File.ReadAllText(file);
        text.ShouldContain(old);
        File.WriteAllText(file, text.Replace(old, with, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public Task<CommandResult> DotnetAsync(string where, params string[] arguments) => Command.RunAsync("dotnet", arguments, Environment, where);
}
