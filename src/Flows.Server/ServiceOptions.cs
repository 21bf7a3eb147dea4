namespace Flows.Server;

/// <summary>When the background services run, and how patient they are. Of several servers on one database one at a time runs them.</summary>
public sealed class ServiceOptions
{
    /// <summary>Whether this server takes part in running them; if none does, schedules make no runs and lost runs stay Running. <value>The default is true.</value></summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How often runs are made for schedules. <value>The default is 150 seconds.</value></summary>
    public TimeSpan SchedulerPeriod { get; set; } = TimeSpan.FromSeconds(150);

    /// <summary>How often lost task runs and cancellations are looked for. <value>The default is 120 seconds.</value></summary>
    public TimeSpan ZombieKillerPeriod { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How often lost flow runs are looked for. <value>The default is 10 minutes.</value></summary>
    public TimeSpan LazarusPeriod { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often old data is looked for, as <see cref="RetentionOptions"/> says. <value>The default is an hour.</value></summary>
    public TimeSpan RetentionPeriod { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a run may be silent before it counts as lost. <value>The default is 10 minutes.</value></summary>
    public TimeSpan HeartbeatTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many runs of a scheduled flow wait for their time. <value>The default is 10.</value></summary>
    public int MaxScheduledRunsPerFlow { get; set; } = 10;

    /// <summary>How often a lost flow run is started again before it fails. <value>The default is 3.</value></summary>
    public int MaxResurrections { get; set; } = 3;

    /// <summary>How long the services stand still, at most, after the server that runs them has died. <value>The default is 30 seconds.</value></summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(30);
}
