using System.Collections.Concurrent;
using Flows.TestKit;
using Flows.TestKit.Docker;
using Flows.TestKit.Registry;

namespace Flows.Sdk.Docker.Tests.Support;

/// <summary>Base images in the test registry, each pushed once, without an engine.</summary>
internal static class Bases
{
    private static readonly ConcurrentDictionary<(RegistryFixture, BaseImageKind, bool), Lazy<Task<string>>> Pushed = new();

    /// <summary>The reference of a base image.</summary>
    public static Task<string> In(RegistryFixture registry, BaseImageKind kind = BaseImageKind.Complete, bool oci = false)
    {
        registry.Require();
        Prerequisite.Require(BaseImages.Missing);
        return Pushed.GetOrAdd((registry, kind, oci), _ => new(() => PushAsync(registry, kind, oci))).Value;
    }

    private static async Task<string> PushAsync(RegistryFixture registry, BaseImageKind kind, bool oci)
    {
        var tag = kind.ToString().ToLowerInvariant() + (oci ? "-oci" : "");
        await PlainPush.PushAsync(registry.Client, "base/runtime", tag, await BaseImages.TarAsync(kind), oci);
        return $"{registry.Host}/base/runtime:{tag}";
    }
}
