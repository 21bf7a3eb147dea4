using System.Runtime.CompilerServices;
using Flows.Binding;
using Flows.Resources;

namespace Flows;

// An asynchronous lambda fits several overloads, and one that yields a ValueTask would also be an Action that nobody waits for: the
// priorities say which is meant.
public sealed partial class FlowBuilder
{
    /// <summary>A resource for a group of tasks: <c>f.Resource(Cluster(workers)).Use(cluster => Train(cluster, rows))</c>.</summary>
    /// <typeparam name="T">What the tasks take.</typeparam>
    /// <param name="manager">The call of the task that makes the manager; the tasks that open and close the resource are named after it.</param>
    /// <returns>What takes the group.</returns>
    public ResourceBlock<T> Resource<T>(IDeferred<IResourceManager<T>> manager)
    {
        ArgumentNullException.ThrowIfNull(manager);

        // A manager is no data: like what it opens, it lives in one process.
        if (manager is TaskResult call) call.With(static o => o with { Checkpoint = false });
        return new(graph, manager);
    }

    /// <summary>A resource that is opened and closed in place: <c>f.Resource("db", () => Db.Open(), db => db.Close()).Use(db => Load(db))</c>.</summary>
    /// <typeparam name="T">What the tasks take.</typeparam>
    /// <param name="name">The resource's name, from which its tasks have theirs.</param>
    /// <param name="setup">Opens it when the flow runs.</param>
    /// <param name="cleanup">Closes it once all tasks of the group have ended.</param>
    /// <returns>What takes the group.</returns>
    /// <exception cref="FlowDefinitionException">The name is empty.</exception>
    public ResourceBlock<T> Resource<T>(string name, [TaskBody] Func<T> setup, [TaskBody] Action<T> cleanup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return Resource<T>(name, () => new(setup()), cleanup);
    }

    /// <inheritdoc cref="Resource{T}(string, Func{T}, Action{T})"/>
    [OverloadResolutionPriority(2)]
    public ResourceBlock<T> Resource<T>(string name, [TaskBody] Func<T> setup, [TaskBody] Func<T, Task> cleanup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return Resource<T>(name, () => new(setup()), cleanup);
    }

    /// <inheritdoc cref="Resource{T}(string, Func{T}, Action{T})"/>
    [OverloadResolutionPriority(1)]
    public ResourceBlock<T> Resource<T>(string name, [TaskBody] Func<T> setup, [TaskBody] Func<T, ValueTask> cleanup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return Manage<T>(name, () => new(setup()), cleanup);
    }

    /// <inheritdoc cref="Resource{T}(string, Func{T}, Action{T})"/>
    [OverloadResolutionPriority(3)]
    public ResourceBlock<T> Resource<T>(string name, [TaskBody] Func<Task<T>> setup, [TaskBody] Action<T> cleanup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return Resource<T>(name, () => new(setup()), cleanup);
    }

    /// <inheritdoc cref="Resource{T}(string, Func{T}, Action{T})"/>
    [OverloadResolutionPriority(5)]
    public ResourceBlock<T> Resource<T>(string name, [TaskBody] Func<Task<T>> setup, [TaskBody] Func<T, Task> cleanup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return Resource<T>(name, () => new(setup()), cleanup);
    }

    /// <inheritdoc cref="Resource{T}(string, Func{T}, Action{T})"/>
    [OverloadResolutionPriority(4)]
    public ResourceBlock<T> Resource<T>(string name, [TaskBody] Func<Task<T>> setup, [TaskBody] Func<T, ValueTask> cleanup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return Manage<T>(name, () => new(setup()), cleanup);
    }

    private ResourceBlock<T> Resource<T>(string name, Func<ValueTask<T>> setup, Action<T> cleanup)
    {
        ArgumentNullException.ThrowIfNull(cleanup);
        return Manage(name, setup, resource =>
        {
            cleanup(resource);
            return default;
        });
    }

    private ResourceBlock<T> Resource<T>(string name, Func<ValueTask<T>> setup, Func<T, Task> cleanup)
    {
        ArgumentNullException.ThrowIfNull(cleanup);
        return Manage(name, setup, resource => new(cleanup(resource)));
    }

    private ResourceBlock<T> Manage<T>(string name, Func<ValueTask<T>> setup, Func<T, ValueTask> cleanup)
    {
        ArgumentNullException.ThrowIfNull(cleanup);
        var manager = new TaskDefinition<IResourceManager<T>>(
            new() { Name = name, Checkpoint = false }, [], _ => new(new InlineManager<T>(setup, cleanup)));
        return new(graph, new TaskResult<IResourceManager<T>>(manager.CallIn(graph)));
    }
}
