using Flows.Binding;
using Flows.Wire;

namespace Flows.Registration;

/// <summary>The names of kinds of nodes on the wire: the classes of the original, since its clients and pages read them.</summary>
internal static class NodeTypes
{
    public static string Of(NodeKind kind) => kind switch
    {
        NodeKind.Parameter => "prefect.core.parameter.Parameter",
        NodeKind.Secret => "prefect.tasks.secrets.base.PrefectSecret",
        _ => WireConstants.FunctionTask,
    };
}
