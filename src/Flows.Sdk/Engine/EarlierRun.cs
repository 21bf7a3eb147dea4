using Flows.Graph;

namespace Flows.Engine;

/// <summary>A run that a later one starts from, in this process or in another.</summary>
/// <param name="Parameters">The parameters of the run.</param>
/// <param name="Nodes">Its task runs.</param>
/// <param name="Calls">The <see cref="CallHash"/> of each task as it was then, by slug.</param>
internal sealed record EarlierRun(IReadOnlyDictionary<string, object?> Parameters, NodeRun[] Nodes, IReadOnlyDictionary<string, string> Calls);
