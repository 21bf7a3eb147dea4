using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Flows.Docker.Credentials;

namespace Flows.Docker.Images;

/// <summary>The name of an image: <c>registry/repository:tag@digest</c>, in the grammar of the registries.</summary>
/// <param name="Registry">Host and port; <c>docker.io</c> when the text named none.</param>
/// <param name="Repository">The path in the registry; Docker Hub's own images stand under <c>library/</c>.</param>
/// <param name="Tag">The tag; null when the text named none.</param>
/// <param name="Digest">The digest, <c>sha256:</c> and 64 hex digits; null when the text named none.</param>
public sealed partial record ImageReference(string Registry, string Repository, string? Tag, string? Digest)
{
    /// <summary>Longest name, registry included, that registries accept.</summary>
    private const int MaxNameLength = 255;

    /// <summary>What the registry is asked for: the digest, otherwise the tag, otherwise <c>latest</c>.</summary>
    public string Selector => Digest ?? Tag ?? "latest";

    /// <summary>Registry and repository without tag and digest.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>Reads a reference.</summary>
    /// <param name="text">For example <c>mcr.microsoft.com/dotnet/runtime:10.0</c>.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="FormatException">It is not one; the message says what is wrong.</exception>
    public static ImageReference Parse(string text) =>
        TryParse(text, out var reference, out var problem) ? reference : throw new FormatException(problem);

    /// <summary>Reads a reference.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reference">The reference; null when it is not one.</param>
    /// <param name="problem">A sentence that says what is wrong; null when all is well.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? problem)
    {
        reference = null;
        problem = null;
        var (rest, digest) = CutDigest(text);
        var (name, tag) = CutTag(rest);
        var (registry, repository) = CutRegistry(name);
        if (digest is not null && !DigestGrammar().IsMatch(digest))
            problem = $"'{text}' has the digest '{digest}': a digest is 'sha256:' and 64 lower-case hex digits.";
        else if (tag is not null && !TagGrammar().IsMatch(tag))
            problem = $"'{text}' has the tag '{tag}': a tag has at most 128 letters, digits, '_', '.' and '-' and does not begin with '.' or '-'.";
        else if (!RegistryGrammar().IsMatch(registry))
            problem = $"'{text}' has the registry '{registry}': a registry is a host name with an optional port, without a scheme.";
        else if (!RepositoryGrammar().IsMatch(repository))
            problem = $"'{text}' has the image name '{repository}': it has lower-case letters and digits, separated by '.', '_', '__' or '-', in parts between '/'.";
        else if (registry.Length + 1 + repository.Length > MaxNameLength)
            problem = $"'{text}' is longer than the {MaxNameLength} characters that an image name may have.";
        else
            reference = new(registry, repository, tag, digest);
        return problem is null;
    }

    /// <summary>The same repository under another tag, without a digest.</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>A new reference.</returns>
    public ImageReference WithTag(string tag) => this with { Tag = tag, Digest = null };

    /// <summary>The same repository by digest, without a tag.</summary>
    /// <param name="digest">The digest.</param>
    /// <returns>A new reference.</returns>
    public ImageReference WithDigest(string digest) => this with { Tag = null, Digest = digest };

    /// <summary>The whole reference, as it can be given to any tool.</summary>
    /// <returns>For example <c>registry.example.com/hello:1.0</c>.</returns>
    public override string ToString() => Name + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    private static (string Name, string? Digest) CutDigest(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static (string Name, string? Tag) CutTag(string text)
    {
        // A colon before the last slash belongs to the registry's port.
        var colon = text.LastIndexOf(':');
        return colon > text.LastIndexOf('/') ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }

    private static (string Registry, string Repository) CutRegistry(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var isHost = first == "localhost" || first.AsSpan().IndexOfAny('.', ':') >= 0 || first.Any(char.IsAsciiLetterUpper);
        if (!isHost)
            return (RegistryKey.DockerHub, slash < 0 ? "library/" + name : name);
        var host = RegistryKey.Normalize(first);
        var repository = name[(slash + 1)..];
        return (host, host == RegistryKey.DockerHub && !repository.Contains('/', StringComparison.Ordinal) ? "library/" + repository : repository);
    }

    [GeneratedRegex(@"^(?:[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*|\[[0-9a-f:]+\])(?::[0-9]{1,5})?\z")]
    private static partial Regex RegistryGrammar();

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z")]
    private static partial Regex RepositoryGrammar();

    [GeneratedRegex(@"^\w[\w.-]{0,127}\z", RegexOptions.ECMAScript)]
    private static partial Regex TagGrammar();

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z")]
    private static partial Regex DigestGrammar();
}
