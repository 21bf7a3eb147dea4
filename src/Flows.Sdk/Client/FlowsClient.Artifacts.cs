using System.Text.Json;

namespace Flows.Client;

public sealed partial class FlowsClient
{
    /// <summary>How often an artifact is offered, since the row of a mapped child's run may come a moment after its id.</summary>
    private const int ArtifactAttempts = 5;

    private static readonly TimeSpan ArtifactRetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Leaves something for people to look at with a task run.</summary>
    /// <param name="taskRunId">The task run's id.</param>
    /// <param name="kind"><c>link</c> or <c>markdown</c>.</param>
    /// <param name="data">For a link <c>{"link": "..."}</c>, for Markdown <c>{"markdown": "..."}</c>; at most 1 MB.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The artifact's id.</returns>
    public async Task<string> CreateTaskRunArtifactAsync(string taskRunId, string kind, JsonElement data, CancellationToken cancellationToken = default)
    {
        var input = new CreateArtifactInput(taskRunId, kind, data, options.TenantId);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return IdOf(await MutateAsync("create_task_run_artifact", input, ClientJson.Default.CreateArtifactInput, "id", cancellationToken).ConfigureAwait(false));
            }
            catch (FlowsClientException e) when (attempt < ArtifactAttempts && e.Message.Contains("not found", StringComparison.OrdinalIgnoreCase))
            {
                await Task.Delay(ArtifactRetryDelay, Clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Changes an artifact.</summary>
    /// <param name="artifactId">The artifact's id.</param>
    /// <param name="data">What it is to be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When the server has it.</returns>
    public Task UpdateTaskRunArtifactAsync(string artifactId, JsonElement data, CancellationToken cancellationToken = default) =>
        MutateAsync("update_task_run_artifact", new UpdateArtifactInput(artifactId, data), ClientJson.Default.UpdateArtifactInput, "success", cancellationToken);

    /// <summary>Deletes an artifact.</summary>
    /// <param name="artifactId">The artifact's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When it is gone.</returns>
    public Task DeleteTaskRunArtifactAsync(string artifactId, CancellationToken cancellationToken = default) =>
        MutateAsync("delete_task_run_artifact", new DeleteArtifactInput(artifactId), ClientJson.Default.DeleteArtifactInput, "success", cancellationToken);
}

internal sealed record CreateArtifactInput(string TaskRunId, string Kind, JsonElement Data, string? TenantId);

internal sealed record UpdateArtifactInput(string TaskRunArtifactId, JsonElement Data);

internal sealed record DeleteArtifactInput(string TaskRunArtifactId);
