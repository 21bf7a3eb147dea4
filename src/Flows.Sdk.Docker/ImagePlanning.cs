using System.Security.Cryptography;
using System.Text;
using Flows.Docker.Images;
using Flows.Storage;

namespace Flows.Docker;

/// <summary>Turns a storage's properties and the settings into a plan, and refuses what could not work before anything is done.</summary>
internal static class ImagePlanning
{
    private static readonly string[] SecretWords = ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "APIKEY", "API_KEY", "ACCESS_KEY", "PRIVATE_KEY", "CREDENTIAL"];

    /// <exception cref="FlowStorageException">A property or setting has a value that cannot be; the message names it, the value and the way out.</exception>
    public static ImagePlan Plan(DockerStorage storage, StorageRequest request) => new()
    {
        Target = Target(storage, request),
        Tag = storage.ImageTag,
        Base = Base(storage, request),
        Platform = Platform(storage.Platform),
        Environment = CheckVariables(storage.EnvironmentVariables),
        Files = Expand(storage.Files),
        Program = ImageProgram.Read(request.ProgramFolder, request.AssemblyFile),
        FlowName = request.FlowName,
    };

    /// <summary>Who makes the image: the setting <c>docker.builder</c> goes before the property.</summary>
    /// <exception cref="FlowStorageException">The setting is no builder.</exception>
    public static ImageBuilder Builder(DockerStorage storage, StorageRequest request) => request.Setting("docker.builder") switch
    {
        null or "" => storage.Builder,
        var word when Enum.GetNames<ImageBuilder>().FirstOrDefault(n => n.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } name => Enum.Parse<ImageBuilder>(name),
        var other => throw new FlowStorageException($"The setting docker.builder is '{other}': it is direct (no Docker engine needed) or engine."),
    };

    /// <summary>An image's environment is open to all who may pull it.</summary>
    public static void WarnOfSecrets(IEnumerable<string> names, IStorageProgress progress)
    {
        foreach (var name in names.Where(n => SecretWords.Any(w => n.Contains(w, StringComparison.OrdinalIgnoreCase))))
            progress.Warn($"DockerStorage.EnvironmentVariables sets '{name}', which sounds like a secret: whoever may pull the image can read it. Give it to the run config instead.");
    }

    private static ImageReference Target(DockerStorage storage, StorageRequest request)
    {
        var url = request.Setting("docker.registry_url") is { Length: > 0 } set ? set : storage.RegistryUrl;
        if (string.IsNullOrWhiteSpace(url))
            throw new FlowStorageException("DockerStorage needs a registry to push to: set RegistryUrl, or docker.registry_url (FLOWS__DOCKER__REGISTRY_URL).");
        var registry = WithoutScheme(url).TrimEnd('/');
        var name = storage.ImageName ?? DefaultName(request.FlowName);
        var tag = storage.ImageTag is null ? "" : ":" + storage.ImageTag;
        if (!ImageReference.TryParse($"{registry}/{name}{tag}", out var target, out var problem))
            throw new FlowStorageException($"DockerStorage cannot push there: {problem} Check RegistryUrl, ImageName and ImageTag.");
        return target.Digest is null && (target.Tag is null || storage.ImageTag is not null) && !name.Contains(':', StringComparison.Ordinal)
            ? target with { Tag = null }
            : throw new FlowStorageException($"DockerStorage.ImageName is '{name}': give the name alone, and a tag as ImageTag.");
    }

    private static ImageReference Base(DockerStorage storage, StorageRequest request)
    {
        var setting = request.Setting("docker.base_image");
        var isSet = !string.IsNullOrEmpty(setting);
        return ImageReference.TryParse(isSet ? setting! : storage.BaseImage, out var image, out var problem)
            ? image
            : throw new FlowStorageException($"{(isSet ? "The setting docker.base_image" : "DockerStorage.BaseImage")} names no image: {problem}");
    }

    private static ImagePlatform? Platform(string? text)
    {
        if (text is null)
            return null;
        return ImagePlatform.TryParse(text, out var platform)
            ? platform
            : throw new FlowStorageException($"DockerStorage.Platform is '{text}': write it as linux/amd64 or linux/arm64; flows run on Linux only.");
    }

    private static IReadOnlyDictionary<string, string> CheckVariables(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (name, value) in variables)
        {
            if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')))
                throw new FlowStorageException($"DockerStorage.EnvironmentVariables has the name '{name}': use letters, digits and '_'.");
            if (value.AsSpan().IndexOfAny('\n', '\r', '\0') >= 0)
                throw new FlowStorageException($"DockerStorage.EnvironmentVariables['{name}'] has a line break, which an image cannot hold: put the text into a file and name it in Files.");
        }
        return variables;
    }

    /// <summary>By path in the image, the file on this machine; folders are taken apart.</summary>
    private static Dictionary<string, string> Expand(IReadOnlyDictionary<string, string> files)
    {
        var expanded = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (source, target) in files)
        {
            if (!Path.IsPathFullyQualified(source))
                throw new FlowStorageException($"DockerStorage.Files has the source '{source}': give an absolute path, for example Path.GetFullPath(\"{source}\").");
            if (!IsImagePath(target))
                throw new FlowStorageException($"DockerStorage.Files puts '{source}' at '{target}': give an absolute path of a file in the image, without '..'.");
            foreach (var (file, path) in FilesOf(source, target))
                if (!expanded.TryAdd(path, file))
                    throw new FlowStorageException($"DockerStorage.Files puts both '{expanded[path]}' and '{file}' at '{path}' in the image: give each a path of its own.");
        }
        return expanded;
    }

    private static IEnumerable<(string File, string Path)> FilesOf(string source, string target)
    {
        if (File.Exists(source))
            return [(source, target)];
        if (!Directory.Exists(source))
            throw new FlowStorageException($"DockerStorage.Files names '{source}', which is not there.");
        return Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .Select(f => (f, $"{target}/{Path.GetRelativePath(source, f).Replace(Path.DirectorySeparatorChar, '/')}"));
    }

    private static bool IsImagePath(string path) =>
        path.Length > 1 && path[0] == '/' && path[1..].Split('/').All(part => part is not ("" or "." or "..")) && !path.Contains('\0', StringComparison.Ordinal);

    /// <summary>Lower case, words joined by <c>-</c>; a name without any letter of the alphabet is told by its hash.</summary>
    private static string DefaultName(string flowName)
    {
        var name = new StringBuilder();
        foreach (var c in flowName.Normalize(NormalizationForm.FormKD).Where(c => !char.IsSurrogate(c)))
        {
            if (char.IsAsciiLetterOrDigit(c))
                name.Append(char.ToLowerInvariant(c));
            else if (char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.NonSpacingMark && name.Length > 0 && name[^1] != '-')
                name.Append('-');
        }
        var slug = name.ToString().TrimEnd('-');
        return slug.Length > 0 ? slug : "flow-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(flowName)))[..8];
    }

    private static string WithoutScheme(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        return scheme < 0 ? url : url[(scheme + 3)..];
    }
}
