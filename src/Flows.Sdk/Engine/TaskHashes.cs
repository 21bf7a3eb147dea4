using Flows.Binding;
using Flows.Results;

namespace Flows.Engine;

/// <summary>The arguments of a task run as hashes. Secrets are left out: a new password changes no result, and no hash of one is to travel.</summary>
internal static class TaskHashes
{
    public static InputHashes Of(TaskRun run, object?[] values, ValueJson json)
    {
        var hashes = new InputHashes(json);
        var node = run.Node;
        for (var i = 0; i < values.Length; i++)
        {
            if (ReferenceEquals(values[i], TaskArgs.Unset) || node.Sources[i] is { Node.Kind: NodeKind.Secret }) continue;
            hashes.Add(node.Node.Inputs[i].Name, values[i], node.Node.Inputs[i].Type);
        }

        return hashes;
    }
}
