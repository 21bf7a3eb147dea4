using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.Errors;

namespace Flows.Server.Stores;

/// <summary>What all versions of a flow share: settings, and what their runs take over (contract section 4.3).</summary>
internal sealed class FlowGroups(IDatabase database, Deletions deletions, Clock clock)
{
    public const string What = "Flow group";

    /// <summary>Sets the parameters that stand before those of the flow and behind those of a run.</summary>
    public Task SetParametersAsync(Guid id, JsonElement parameters, CancellationToken cancellationToken) =>
        SetAsync(id, "default_parameters", JsonInput.ObjectText(parameters, "parameters"), cancellationToken);

    /// <summary>Sets the labels of runs; null leaves them to the flow, an empty list is none.</summary>
    public Task SetLabelsAsync(Guid id, IReadOnlyList<string>? labels, CancellationToken cancellationToken) =>
        SetAsync(id, "labels", labels is null ? null : Labels.ToJson(labels), cancellationToken);

    /// <summary>Sets the description; null takes it away.</summary>
    public Task DescribeAsync(Guid id, string? description, CancellationToken cancellationToken) =>
        SetAsync(id, "description", description, cancellationToken);

    /// <summary>Sets how runs are started; null leaves it to the flow.</summary>
    public Task SetRunConfigAsync(Guid id, JsonElement? runConfig, CancellationToken cancellationToken) =>
        SetAsync(id, "run_config", JsonInput.ObjectText(runConfig, "run_config"), cancellationToken);

    /// <summary>Turns something on or off for all versions of a flow.</summary>
    /// <param name="flow">One of the versions.</param>
    /// <param name="setting">The name among the settings, from <see cref="GroupSettings"/>.</param>
    /// <param name="on">Whether it is on.</param>
    /// <param name="cancellationToken">Gives up before it starts.</param>
    public Task SwitchAsync(Guid flow, string setting, bool on, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var group = await session.FindIdAsync("select flow_group_id from flow where id = @id", ("id", flow))
                ?? throw new RequestException(Messages.NotFound("Flow", flow), ErrorCodes.NotFound);
            var settings = (await session.QueryAsync($"select settings from flow_group where id = @id{session.Dialect.ForUpdate}", r => r.GetString(0),
                ("id", group)))[0];
            return await session.ChangeAsync(What, group, "update flow_group set settings = @settings, updated = @now where id = @id",
                ("settings", GroupSettings.With(settings, setting, on)), ("now", clock.Now));
        },
        cancellationToken);

    /// <summary>Deletes a group with its flows and their runs.</summary>
    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => deletions.DeleteAsync(Deletions.FlowGroup, id, cancellationToken);

    private Task SetAsync(Guid id, string column, object? value, CancellationToken cancellationToken) => database.ChangeAsync(
        What, id, $"update flow_group set {column} = @value, updated = @now where id = @id", [("value", value), ("now", clock.Now)], cancellationToken);
}
