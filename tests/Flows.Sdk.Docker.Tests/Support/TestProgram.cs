namespace Flows.Sdk.Docker.Tests.Support;

/// <summary>An output folder that looks like a flow program's: its own assemblies, one package, and the two files that describe it.</summary>
internal sealed class TestProgram : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("flows-program-");

    public TestProgram()
    {
        Write("App.dll", "the program");
        Write("App.pdb", "its symbols");
        Write("Helper.dll", "a project of ours");
        Write("Pack.dll", new string('p', 300_000));
        Write("de/Pack.resources.dll", "worte");
        Write("runtimes/linux-x64/native/libpack.so", "native");
        Write("App.deps.json", """
            {"targets": {".NETCoreApp,Version=v10.0": {
               "App/1.0.0": {"runtime": {"App.dll": {} } },
               "Helper/1.0.0": {"runtime": {"Helper.dll": {} } },
               "Pack/2.0.0": {"runtime": {"lib/net10.0/Pack.dll": {} }, "resources": {"lib/net10.0/de/Pack.resources.dll": {"locale": "de"} },
                              "runtimeTargets": {"runtimes/linux-x64/native/libpack.so": {"rid": "linux-x64", "assetType": "native"} } } } },
             "libraries": {"App/1.0.0": {"type": "project"}, "Helper/1.0.0": {"type": "project"}, "Pack/2.0.0": {"type": "package"} } }
            """);
        Frameworks(("Microsoft.NETCore.App", "10.0.0"));
    }

    public string Folder => folder.FullName;

    public string AssemblyFile => "App.dll";

    public string Write(string path, string content)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    /// <summary>What the program asks for; nothing is a self-contained program.</summary>
    public void Frameworks(params (string Name, string Version)[] frameworks)
    {
        var list = string.Join(", ", frameworks.Select(f => $$"""{"name": "{{f.Name}}", "version": "{{f.Version}}"}"""));
        Write("App.runtimeconfig.json", frameworks.Length == 0
            ? """{"runtimeOptions": {"includedFrameworks": [{"name": "Microsoft.NETCore.App", "version": "10.0.0"}]} }"""
            : $$"""{"runtimeOptions": {"frameworks": [{{list}}]} }""");
    }

    public void Dispose() => folder.Delete(recursive: true);
}
