using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Flows.Docker.Images;

/// <summary>The machine that an image is for, as registries name it.</summary>
/// <param name="Os">Always <c>linux</c>.</param>
/// <param name="Architecture">For example <c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Variant">For example <c>v7</c> of <c>arm</c>; null for any.</param>
internal sealed record ImagePlatform(string Os, string Architecture, string? Variant)
{
    /// <summary>Linux on this machine's processor: what an engine here runs.</summary>
    public static ImagePlatform OfThisMachine { get; } = RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.Arm64 => new("linux", "arm64", null),
        System.Runtime.InteropServices.Architecture.Arm => new("linux", "arm", "v7"),
        System.Runtime.InteropServices.Architecture.S390x => new("linux", "s390x", null),
        System.Runtime.InteropServices.Architecture.Ppc64le => new("linux", "ppc64le", null),
        _ => new("linux", "amd64", null),
    };

    /// <summary>Reads <c>linux/amd64</c> or <c>linux/arm/v7</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImagePlatform? platform)
    {
        var parts = text.Split('/');
        platform = parts is ["linux", { Length: > 0 }] or ["linux", { Length: > 0 }, { Length: > 0 }] ? new(parts[0], parts[1], parts.ElementAtOrDefault(2)) : null;
        return platform is not null;
    }

    /// <summary>Whether an image for the other platform runs on this one.</summary>
    public bool Accepts(ImagePlatform other) =>
        Os == other.Os && Architecture == other.Architecture && (Variant is null || other.Variant is null || Variant == other.Variant);

    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
