using Flows.Storage;

namespace Flows.Docker.Images;

/// <summary>A flow program as it lies in an image: its files in layers, and how it is started.</summary>
internal sealed class ImageProgram
{
    /// <summary>Where a program lies in an image.</summary>
    public const string Folder = "/opt/flows";

    /// <summary>The command by which agents of the original start a run; it hands over to the program.</summary>
    private const string PrefectCommand = "/usr/local/bin/prefect";

    private readonly ProgramFolder program;
    private static readonly string[] OtherSystems = ["win", "osx", "maccatalyst", "ios", "tvos", "android", "browser", "wasi"];

    private readonly IReadOnlySet<string> packages;
    private readonly string name;

    private ImageProgram(ProgramFolder program)
    {
        this.program = program;
        name = Path.GetFileNameWithoutExtension(program.AssemblyFile);
        packages = PackageAssets.Read(Path.Combine(program.Root, name + ".deps.json"));
        Frameworks = FrameworkRequirement.Read(Path.Combine(program.Root, name + ".runtimeconfig.json"));
    }

    /// <summary>The frameworks that the base image must have; none for a self-contained program.</summary>
    public IReadOnlyList<FrameworkRequirement> Frameworks { get; }

    /// <summary>The path of the program's assembly in the image.</summary>
    public string AssemblyPath => $"{Folder}/{program.AssemblyFile}";

    /// <summary>What starts the program.</summary>
    public IReadOnlyList<string> Start => IsSelfContained ? [LauncherPath] : ["dotnet", AssemblyPath];

    private bool IsSelfContained => Frameworks.Count == 0;

    private string LauncherPath => $"{Folder}/{name}";

    /// <summary>Reads an output folder.</summary>
    /// <exception cref="FlowStorageException">It holds no program that can be stored.</exception>
    public static ImageProgram Read(string folder, string assemblyFile)
    {
        var program = new ImageProgram(ProgramFolder.Read(folder, assemblyFile));
        return !program.IsSelfContained || File.Exists(program.LauncherSource)
            ? program
            : throw new FlowStorageException(
                $"'{folder}' holds a self-contained program without its Linux launcher '{program.name}': publish it for linux, or make it framework-dependent.");
    }

    /// <summary>The layers, what changes most seldom first. A layer without files is left out.</summary>
    /// <param name="files">More files of the user: by path in the image, the path on this machine.</param>
    /// <param name="place">Where in the image a path really lies, and with which folders above it.</param>
    public IReadOnlyList<LayerPlan> Layers(IReadOnlyDictionary<string, string> files, FilePlacer place)
    {
        var packaged = program.Files.Where(f => packages.Contains(f.Path) && !IsForAnotherSystem(f.Path)).Select(ToEntry);
        IEnumerable<LayerEntry> project =
        [
            .. program.Files.Where(f => !packages.Contains(f.Path)).Select(ToEntry),
            .. IsSelfContained ? Launcher() : [],
            .. files.Select(f => new LayerFile(f.Key, LayerEntry.ModeOf(IsExecutable(f.Value)), f.Value)),
            new LayerText(PrefectCommand, LayerEntry.ExecutableMode, Script()),
        ];
        IEnumerable<LayerPlan> layers = [new("packages", place.Place(packaged)), new("project", place.Place(project))];
        return [.. layers.Where(l => l.Entries.Count > 0)];
    }

    private IEnumerable<LayerEntry> Launcher() => [new LayerFile(LauncherPath, LayerEntry.ExecutableMode, LauncherSource)];

    private string LauncherSource => Path.Combine(program.Root, name);

    /// <summary>Packages with native parts bring those of every system; an image runs on Linux.</summary>
    private static bool IsForAnotherSystem(string path) =>
        path.Split('/') is ["runtimes", var system, ..] && OtherSystems.Any(s => system.StartsWith(s, StringComparison.Ordinal));

    private static LayerFile ToEntry(ProgramFile file) =>
        new($"{Folder}/{file.Path}", LayerEntry.ModeOf(file.IsExecutable && !IsAssembly(file.Path)), file.FullPath);

    /// <summary>Who unpacked a package, and on which system, decides whether its assemblies are marked as executable: nobody executes them, 'dotnet' reads them.</summary>
    private static bool IsAssembly(string path) => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    private static bool IsExecutable(string file) => !OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute);

    private string Script() => $"#!/bin/sh\nexec {string.Join(' ', Start.Select(Quote))} \"$@\"\n";

    private static string Quote(string word) => word == "dotnet" ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
