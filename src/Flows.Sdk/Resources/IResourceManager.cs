namespace Flows;

/// <summary>
/// Opens and closes something that several tasks of a flow share, such as a cluster or a container. A task of the flow makes the manager,
/// so that it can be made of parameters and results: <c>f.Resource(Cluster(workers)).Use(cluster => ...)</c>.
/// </summary>
/// <typeparam name="TResource">What the tasks take. It stays in the process that opened it.</typeparam>
public interface IResourceManager<TResource>
{
    /// <summary>Opens the resource.</summary>
    /// <param name="context">The run of the task that opens it.</param>
    /// <returns>What the tasks take.</returns>
    ValueTask<TResource> SetupAsync(TaskRunContext context);

    /// <summary>Closes the resource, however the tasks that used it ended; it is not called when the resource was not opened.</summary>
    /// <param name="resource">What was opened.</param>
    /// <param name="context">The run of the task that closes it.</param>
    /// <returns>When it is closed.</returns>
    ValueTask CleanupAsync(TResource resource, TaskRunContext context);
}
