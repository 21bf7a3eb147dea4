namespace Flows.Server.Services;

/// <summary>Work that goes on in the background, on one replica at a time.</summary>
internal interface IServerService
{
    /// <summary>Its name, as logs and metrics have it.</summary>
    string Name { get; }

    /// <summary>The time from the start of one pass to the start of the next.</summary>
    TimeSpan Period { get; }

    /// <summary>
    /// Whether it judges runs by their silence. Such a service waits until the server has been there for a while: runs that could not reach it have
    /// not been silent.
    /// </summary>
    bool JudgesSilence { get; }

    /// <summary>Does what there is to do now.</summary>
    /// <param name="lease">What every transaction of the pass asks for leave.</param>
    /// <param name="cancellationToken">Ends the pass.</param>
    /// <returns>How many things it did, for the metrics.</returns>
    Task<int> RunAsync(Lease lease, CancellationToken cancellationToken);
}
