using Flows.Binding;
using Flows.Graph;

namespace Flows.Resources;

/// <summary>The tasks around those that use a resource (contract section 8.12).</summary>
internal static class ResourceTasks
{
    /// <summary>The argument that takes the manager.</summary>
    public const string Manager = "mgr";

    /// <summary>The argument that takes what was opened.</summary>
    public const string Resource = "resource";

    /// <summary>Opens the resource; what it yields is never stored.</summary>
    public static TaskResult<T> Setup<T>(GraphBuilder graph, string name, IDeferred<IResourceManager<T>> manager) => new(new TaskDefinition<T>(
        new() { Name = name + ".setup", Checkpoint = false },
        [new(Manager, typeof(IResourceManager<T>), Required: true)],
        static args => args.Get<IResourceManager<T>>(0).SetupAsync(args.Context))
    {
        Kind = NodeKind.ResourceSetup,
    }.CallIn(graph, Argument.From(manager)));

    /// <summary>Closes the resource.</summary>
    public static NodeRef Cleanup<T>(GraphBuilder graph, string name, IDeferred<IResourceManager<T>> manager, TaskResult<T> resource) => new TaskDefinition<Unit>(
        new() { Name = name + ".cleanup", Checkpoint = false, SkipOnUpstreamSkip = false, Trigger = Trigger.ResourceCleanup },
        [new(Manager, typeof(IResourceManager<T>), Required: true), new(Resource, typeof(T), Required: true)],
        static async args =>
        {
            await args.Get<IResourceManager<T>>(0).CleanupAsync(args.Get<T>(1), args.Context).ConfigureAwait(false);
            return default;
        })
    {
        Kind = NodeKind.ResourceCleanup,
    }.CallIn(graph, Argument.From(manager), Argument.From(resource));
}
