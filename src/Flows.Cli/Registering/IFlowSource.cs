namespace Flows.Cli.Registering;

/// <summary>Where flows come from: a program, or a file of built flows.</summary>
internal interface IFlowSource
{
    /// <summary>The source, for people.</summary>
    string Name { get; }

    /// <summary>The files of which it is made; none when it cannot be watched.</summary>
    IEnumerable<string> Files { get; }

    /// <summary>Finds out which flows there are.</summary>
    /// <param name="tell">Gets lines that tell what goes on.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Their names.</returns>
    /// <exception cref="CliException">It holds no flows that could be read.</exception>
    Task<IReadOnlyList<string>> CollectAsync(Action<string> tell, CancellationToken stop);

    /// <summary>Registers some of them.</summary>
    /// <param name="flows">Their names.</param>
    /// <param name="request">How.</param>
    /// <param name="report">Is told of each.</param>
    /// <param name="stop">Gives up.</param>
    Task RegisterAsync(IReadOnlyList<string> flows, RegisterRequest request, RegistrationReport report, CancellationToken stop);
}

/// <summary>How flows are registered.</summary>
internal sealed record RegisterRequest
{
    /// <summary>The project's name.</summary>
    public required string Project { get; init; }

    /// <summary>Labels to add. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Whether a new version is made although nothing changed.</summary>
    public bool Force { get; init; }

    /// <summary>Whether schedules make runs from now on. <value>The default is true.</value></summary>
    public bool Schedule { get; init; } = true;

    /// <summary>More arguments for programs: which storage, which run config. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Storing { get; init; } = [];
}
