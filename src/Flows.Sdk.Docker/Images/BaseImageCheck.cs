using Flows.Storage;

namespace Flows.Docker.Images;

/// <summary>Refuses a base image on which the program could not run, before anything is pushed.</summary>
internal static class BaseImageCheck
{
    /// <exception cref="FlowStorageException">Says what the image lacks and the way out.</exception>
    public static void Require(ImageReference image, BaseImageFacts facts, IReadOnlyList<FrameworkRequirement> frameworks)
    {
        if (!facts.HasShell)
            throw new FlowStorageException(
                $"The base image {image} has no shell (/bin/sh), which agents start runs with: choose one that has, for example mcr.microsoft.com/dotnet/runtime:10.0.");
        if (frameworks.Count > 0 && !facts.HasDotnet)
            throw new FlowStorageException(
                $"The base image {image} has no .NET runtime ('dotnet' is not on its PATH), and the program needs {frameworks[0]}: choose {Suggestion(frameworks)}, or publish the program self-contained.");
        foreach (var framework in frameworks)
            if (!Installed(facts, framework.Name).Any(framework.Accepts))
                throw new FlowStorageException(
                    $"The base image {image} has {Describe(facts, framework.Name)}, and the program needs {framework} (roll-forward {framework.RollForward}): choose {Suggestion(frameworks)}.");
    }

    private static IEnumerable<FrameworkVersion> Installed(BaseImageFacts facts, string framework) =>
        facts.Frameworks.GetValueOrDefault(framework, []).Select(v => FrameworkVersion.TryParse(v, out var version) ? version : null).OfType<FrameworkVersion>();

    private static string Describe(BaseImageFacts facts, string framework)
    {
        var versions = Installed(facts, framework).Order().ToList();
        return versions.Count == 0 ? $"no {framework}" : $"{framework} {string.Join(", ", versions)}";
    }

    private static string Suggestion(IReadOnlyList<FrameworkRequirement> frameworks)
    {
        var wanted = frameworks.FirstOrDefault(f => f.Name == "Microsoft.AspNetCore.App") ?? frameworks[0];
        var repository = wanted.Name == "Microsoft.AspNetCore.App" ? "aspnet" : "runtime";
        return $"one that has, for example mcr.microsoft.com/dotnet/{repository}:{wanted.Version.Major}.{wanted.Version.Minor}";
    }
}
