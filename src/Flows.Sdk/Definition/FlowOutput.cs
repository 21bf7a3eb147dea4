using System.Runtime.CompilerServices;
using Flows.Binding;

namespace Flows;

/// <summary>Checks what a definition returned, as far as it can be seen.</summary>
internal static class FlowOutput
{
    /// <exception cref="FlowDefinitionException">It is a task of .NET, or a handle of another flow.</exception>
    public static void Check(object? output, GraphId graph)
    {
        switch (output)
        {
            case Task:
                throw new FlowDefinitionException(
                    $"The definition of flow '{graph.FlowName}' is asynchronous, but it must be finished when it returns: "
                    + "leave out async, and await inside of tasks.");
            case IDeferred deferred when deferred.Node.Graph != graph:
                throw new FlowDefinitionException(
                    $"Flow '{graph.FlowName}' returns {deferred.Node.Graph.Describe(deferred.Node)}: return handles of '{graph.FlowName}' only.");
            case ITuple tuple:
                for (var i = 0; i < tuple.Length; i++) Check(tuple[i], graph);
                break;
        }
    }
}
