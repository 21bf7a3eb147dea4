using Flows.Binding;
using Flows.Graph;
using Flows.Resources;

namespace Flows;

/// <summary>A resource for a group of tasks; see <see cref="FlowBuilder.Resource{T}(IDeferred{IResourceManager{T}})"/>.</summary>
/// <typeparam name="T">What the tasks take.</typeparam>
public sealed class ResourceBlock<T>
{
    private readonly GraphBuilder graph;
    private readonly IDeferred<IResourceManager<T>> manager;
    private readonly string name;

    internal ResourceBlock(GraphBuilder graph, IDeferred<IResourceManager<T>> manager)
    {
        (this.graph, this.manager, name) = (graph, manager, manager.Node.Graph.NameOf(manager.Node));
        graph.MustUse(this, $"Resource '{name}' of flow '{graph.FlowName}' is opened for nothing: call Use on it, with the tasks that need it.");
    }

    /// <summary>
    /// The group: it starts once the resource is open, and the resource is closed once all of it has ended, well or not. When the resource
    /// could not be opened the group does not run, and the closing is skipped.
    /// </summary>
    /// <param name="use">Calls the tasks of the group.</param>
    public void Use([Authoring] Action<TaskResult<T>> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        graph.Use(this);
        var resource = ResourceTasks.Setup(graph, name, manager);
        var cleanup = ResourceTasks.Cleanup(graph, name, manager, resource);
        var block = graph.Within(_ => use(resource));
        graph.Gate(block, resource.Node);
        graph.Join(cleanup, block);
    }

    /// <inheritdoc cref="Use(Action{TaskResult{T}})"/>
    /// <typeparam name="TOut">A handle, or several in a tuple or a type of your own.</typeparam>
    /// <returns>What the lambda returned.</returns>
    public TOut Use<TOut>([Authoring] Func<TaskResult<T>, TOut> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        TOut? output = default;
        Use(new Action<TaskResult<T>>(resource => output = use(resource)));
        return output!;
    }
}
