using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>A flow that may be run, and what its runs take over from it and from its group (contract section 4.3).</summary>
internal sealed record RunnableFlow(Guid Id, Guid TenantId)
{
    private const string Select =
        """
        select f.id, f.tenant_id, f.archived, f.parameters, f.run_config, f.environment, g.labels, g.run_config, g.default_parameters
        from flow f join flow_group g on g.id = f.flow_group_id
        """;

    private bool IsArchived { get; init; }

    private JsonText Parameters { get; init; }

    private JsonText? RunConfig { get; init; }

    private JsonText? Environment { get; init; }

    private JsonText? GroupLabels { get; init; }

    private JsonText? GroupRunConfig { get; init; }

    private JsonText GroupParameters { get; init; }

    /// <param name="session">Where.</param>
    /// <param name="id">The flow; or</param>
    /// <param name="versionGroup">the group whose newest version is wanted.</param>
    /// <param name="tenant">Whose group it is; null looks at all tenants.</param>
    /// <exception cref="RequestException">There is no such flow, or it is archived.</exception>
    public static async Task<RunnableFlow> FindAsync(ISqlSession session, Guid? id, string? versionGroup, Guid? tenant)
    {
        if (id is null && versionGroup is null) throw new RequestException("One of `flow_id` or `version_group_id` must be provided.", ErrorCodes.Data);
        var flow = id is not null
            ? await session.FindAsync($"{Select} where f.id = @id", Read, ("id", id))
            : await session.FindAsync(
                $"{Select} where f.version_group_id = @group{(tenant is null ? "" : " and f.tenant_id = @tenant")} and not f.archived order by f.version desc limit 1",
                Read, tenant is null ? [("group", versionGroup)] : [("group", versionGroup), ("tenant", tenant)]);
        if (flow is null) throw new RequestException(Messages.NotFound("Flow", id?.ToString() ?? $"version group {versionGroup}"), ErrorCodes.NotFound);
        return flow.IsArchived
            ? throw new RequestException($"Flow {flow.Id} is archived and cannot be run: register it again, or run its newest version.", ErrorCodes.Refused)
            : flow;
    }

    /// <summary>The first labels that are given by anybody; an empty list is given.</summary>
    public JsonText LabelsFor(IReadOnlyList<string>? labels, JsonElement? runConfig) => Labels.ToJson(
        labels ?? Labels.From(runConfig?.GetRawText()) ?? Labels.From(GroupLabels?.Text) ?? Labels.From(GroupRunConfig?.Text)
        ?? Labels.From(RunConfig?.Text) ?? Labels.From(Environment?.Text) ?? []);

    /// <summary>The first run config that is given by anybody, whole.</summary>
    public JsonText? RunConfigFor(JsonElement? runConfig) => runConfig is { } given ? new JsonText(given.GetRawText()) : GroupRunConfig ?? RunConfig;

    /// <summary>The parameters: defaults that are not empty, then the group's, then the run's.</summary>
    /// <exception cref="RequestException">A required one is missing.</exception>
    public JsonText ParametersFor(JsonElement? given)
    {
        var values = new JsonObject();
        var required = new List<string>();
        foreach (var parameter in JsonElement.Parse(Parameters.Text).EnumerateArray())
        {
            var name = parameter.GetProperty("name").GetString()!;
            if (parameter.TryGetProperty("default", out var standard) && IsTruthy(standard)) values[name] = JsonNode.Parse(standard.GetRawText());
            if (parameter.TryGetProperty("required", out var must) && must.ValueKind == JsonValueKind.True) required.Add(name);
        }
        Overlay(values, JsonElement.Parse(GroupParameters.Text));
        if (given is { } own) Overlay(values, own);
        var missing = required.Where(name => !values.ContainsKey(name)).Order(StringComparer.Ordinal).Select(name => $"'{name}'").ToList();
        if (missing.Count > 0) throw new RequestException($"Required parameters were not supplied: {{{string.Join(", ", missing)}}}", ErrorCodes.Data);
        return new(values.ToJsonString(JsonText.Plain));
    }

    private static void Overlay(JsonObject values, JsonElement over)
    {
        if (over.ValueKind != JsonValueKind.Object) throw new RequestException("The parameters of a flow run must be a JSON object, by name.", ErrorCodes.Data);
        foreach (var member in over.EnumerateObject()) values[member.Name] = JsonNode.Parse(member.Value.GetRawText());
    }

    /// <summary>Whether Python would take it for true: the protocol leaves other defaults out, and the runner puts them back.</summary>
    private static bool IsTruthy(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Number => value.GetDouble() != 0,
        JsonValueKind.String => value.GetString()!.Length > 0,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => false,
    };

    private static RunnableFlow Read(System.Data.Common.DbDataReader row) => new(row.GetGuid(0), row.GetGuid(1))
    {
        IsArchived = row.GetBoolean(2),
        Parameters = new(row.GetString(3)),
        RunConfig = row.JsonOrNull(4),
        Environment = row.JsonOrNull(5),
        GroupLabels = row.JsonOrNull(6),
        GroupRunConfig = row.JsonOrNull(7),
        GroupParameters = new(row.GetString(8)),
    };
}
