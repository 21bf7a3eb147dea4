using System.Text.Json;
using System.Text.Json.Serialization;
using Flows.Engine;
using Flows.Graph;
using Flows.Results;

namespace Flows.Saving;

/// <summary>A flow run as it is saved.</summary>
internal sealed record SavedRun
{
    /// <summary>The version of the format that is written; no other is read.</summary>
    private const int Version = 1;

    public int Format { get; init; }
    public required string Flow { get; init; }
    public required string FlowRunId { get; init; }
    public required string FlowRunName { get; init; }
    public required JsonElement State { get; init; }
    public double Seconds { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Parameters { get; init; }
    public required IReadOnlyList<SavedTask> Tasks { get; init; }

    public static Task WriteAsync(Stream target, FlowState run, FlowGraph graph, NodeRun[] nodes, CancellationToken cancellationToken)
    {
        var json = ValueJson.Of(graph.Settings.Json);
        var calls = run.Calls ?? CallHash.Of(graph);
        var saved = new SavedRun
        {
            Format = Version,
            Flow = run.FlowName,
            FlowRunId = run.FlowRunId,
            FlowRunName = run.FlowRunName,
            State = SavedState.Write(run.State),
            Seconds = run.Duration.TotalSeconds,
            Parameters = SavedParameters.Write(graph, run.Parameters, json),
            Tasks = [.. nodes.Select(n => SavedTask.Of(n.Own, json) with
            {
                Call = calls.GetValueOrDefault(n.Node.Slug),
                Children = n.Map is { } map ? [.. map.Children.Select(c => SavedTask.Of(c, json))] : null,
            })],
        };
        return JsonSerializer.SerializeAsync(target, saved, SavedJson.Default.SavedRun, cancellationToken);
    }

    /// <exception cref="ArgumentException">It is a run of another flow.</exception>
    /// <exception cref="InvalidDataException">It is no run that was saved.</exception>
    public static async Task<FlowState> ReadAsync(Stream source, FlowGraph graph, CancellationToken cancellationToken)
    {
        SavedRun saved;
        try
        {
            saved = await JsonSerializer.DeserializeAsync(source, SavedJson.Default.SavedRun, cancellationToken).ConfigureAwait(false) ?? throw new JsonException("it is null.");
            if (saved.Format != Version) throw new JsonException($"its format is {saved.Format}, and this program reads {Version}.");
            if (saved.Flow != graph.Name) throw new ArgumentException($"The saved run is one of flow '{saved.Flow}', and not of flow '{graph.Name}'.");
            return saved.Restore(graph);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"That is not a run of flow '{graph.Name}' as FlowState.SaveAsync writes it: {e.Message}", e);
        }
    }

    private FlowState Restore(FlowGraph graph)
    {
        var json = ValueJson.Of(graph.Settings.Json);
        var nodes = new RunProgress(graph, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance).Nodes;
        var tasks = Tasks.ToDictionary(static t => t.Slug, StringComparer.Ordinal);
        foreach (var node in nodes)
            if (tasks.TryGetValue(node.Node.Slug, out var task)) task.Restore(node, json);
        var facts = new FlowRunFacts { Id = FlowRunId, Name = FlowRunName, State = SavedState.Read(State), Parameters = new Dictionary<string, object?>() };
        var parameters = ParameterBinder.Bind(graph, Parameters.ToDictionary(static p => p.Key, static p => (object?)p.Value), new Dictionary<string, object?>());
        return new(graph, facts, parameters, nodes, TimeSpan.FromSeconds(Seconds))
        {
            Calls = Tasks.Where(static t => t.Call is not null).ToDictionary(static t => t.Slug, static t => t.Call!, StringComparer.Ordinal),
        };
    }
}

/// <summary>How saved runs are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(SavedRun))]
internal sealed partial class SavedJson : JsonSerializerContext;
