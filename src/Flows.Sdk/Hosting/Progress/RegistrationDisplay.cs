using Flows.Storage;

namespace Flows.Hosting.Progress;

/// <summary>Shows how a registration goes on, and what it led to.</summary>
internal static class RegistrationDisplay
{
    /// <summary>Runs a registration and shows it.</summary>
    public static async Task<FlowRegistration> ShowAsync(HostEnvironment environment, bool quiet, Func<IStorageProgress, Task<FlowRegistration>> register)
    {
        if (quiet) return await register(new SilentProgress()).ConfigureAwait(false);
        var registration = environment.IsTerminal
            ? await LiveProgress.ShowAsync(environment.Output, register).ConfigureAwait(false)
            : await register(new PlainProgress(environment.Output)).ConfigureAwait(false);
        await environment.Output.WriteLineAsync(Summary(registration)).ConfigureAwait(false);
        return registration;
    }

    /// <summary>What people want to copy from, one fact a line.</summary>
    internal static string Summary(FlowRegistration registration) => string.Join(
        Environment.NewLine,
        registration.Unchanged
            ? $"Flow {registration.Name} is unchanged: version {registration.Version} stays."
            : $"Flow {registration.Name} is registered as version {registration.Version}.",
        $"  URL:     {registration.Url}",
        $"  ID:      {registration.Id}",
        $"  Version: {registration.Version}",
        $"  Project: {registration.Project}",
        $"  Labels:  {(registration.Labels.Count == 0 ? "none" : string.Join(", ", registration.Labels))}",
        $"  Stored:  {registration.StoredAt}");
}
