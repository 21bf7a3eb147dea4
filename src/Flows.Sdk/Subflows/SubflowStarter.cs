using System.Globalization;
using Flows.Client;
using Flows.Client.Queries;
using Flows.Registration;
using Microsoft.Extensions.Logging;

namespace Flows.Subflows;

/// <summary>Starts a run of another flow for a task run, and waits for its end.</summary>
internal sealed class SubflowStarter(FlowsClient client, TaskRunContext context, SubflowOptions options)
{
    /// <summary>Starts a run, or finds the one that an earlier attempt started.</summary>
    public async Task<FlowRunView> StartAsync(SubflowTarget target, IReadOnlyDictionary<string, object?> parameters)
    {
        var flow = await target.FindAsync(client, context.CancellationToken).ConfigureAwait(false);
        var input = new CreateFlowRunInput
        {
            FlowId = flow.Id,
            FlowRunName = options.RunName ?? $"{context.FlowRunName}-{flow.Name}",
            Parameters = parameters.ToDictionary(static p => p.Key, p => context.Json.Write(p.Value, p.Value?.GetType() ?? typeof(object))),
            Labels = options.Labels,
            RunConfig = options.RunConfig is { } config ? RunConfigDocuments.From(config, []) : null,
        };

        // The same key finds the same run, so that no retry starts a second one; one that ended badly leads to a key for the next.
        var own = context.MapIndex is { } index ? string.Create(CultureInfo.InvariantCulture, $"{context.TaskRunId}-{index}") : context.TaskRunId;
        for (var key = own; ;)
        {
            var run = await ReadAsync(await client.CreateFlowRunAsync(input with { IdempotencyKey = key }, context.CancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            if (context.Attempt == 1 || !run.State.IsFinished || run.State.IsSuccessful)
            {
                context.Logger.LogInformation("Flow run '{Run}' of flow '{Flow}' is {State}; its id is {Id}.", run.Name, flow.Name, run.State.Type, run.Id);
                await LinkAsync(flow.Name, run).ConfigureAwait(false);
                return run;
            }

            key = $"{own}:{run.Id}";
        }
    }

    /// <summary>Waits until a run has ended.</summary>
    /// <exception cref="FlowSignal">It did not end well, and the task is to fail with it.</exception>
    public async Task<FlowRunView> WaitAsync(FlowRunView run)
    {
        while (!run.State.IsFinished)
        {
            await Task.Delay(options.PollInterval, context.TimeProvider, context.CancellationToken).ConfigureAwait(false);
            var next = await ReadAsync(run.Id).ConfigureAwait(false);
            if (next.State.Type != run.State.Type) context.Logger.LogInformation("Flow run '{Run}' is {State}: {Message}", next.Name, next.State.Type, next.State.Message);
            run = next;
        }

        return run.State.IsSuccessful || !options.FailWithRun ? run
            : throw FlowSignal.Fail($"Flow run '{run.Name}' ended as {run.State.Type}: {run.State.Message ?? "no reason is given"}");
    }

    /// <summary>Leads from the task to the run in the dashboard. That it cannot be said is no reason to fail.</summary>
    private async Task LinkAsync(string flow, FlowRunView run)
    {
        try
        {
            context.Artifacts.Link($"/{await client.GetTenantSlugAsync(context.CancellationToken).ConfigureAwait(false)}/flow-run/{run.Id}", flow);
        }
        catch (FlowsClientException e)
        {
            context.Logger.LogDebug("No link to flow run {Id}: {Problem}", run.Id, e.Message);
        }
    }

    private async Task<FlowRunView> ReadAsync(string id) =>
        await client.GetFlowRunViewAsync(id, context.CancellationToken).ConfigureAwait(false)
        ?? throw new InvalidOperationException($"Flow run {id} is gone from the server at {client.Api}: somebody deleted it.");
}
