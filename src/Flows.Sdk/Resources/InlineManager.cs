namespace Flows.Resources;

/// <summary>A manager that is written in place.</summary>
internal sealed class InlineManager<TResource>(Func<ValueTask<TResource>> setup, Func<TResource, ValueTask> cleanup) : IResourceManager<TResource>
{
    public ValueTask<TResource> SetupAsync(TaskRunContext context) => setup();

    public ValueTask CleanupAsync(TResource resource, TaskRunContext context) => cleanup(resource);
}
