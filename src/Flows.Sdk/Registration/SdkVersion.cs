using System.Reflection;

namespace Flows.Registration;

/// <summary>The version of Flows.Sdk that is loaded.</summary>
internal static class SdkVersion
{
    public static string Text { get; } =
        typeof(SdkVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
