using Flows.Results;

namespace Flows;

public partial class Flow
{
    /// <summary>
    /// Where results are kept by tasks that do not say it themselves. <value>The default is null: a small result travels in the state that the
    /// server keeps, a large one stays in the memory of the run.</value>
    /// </summary>
    /// <exception cref="FlowDefinitionException">A task yields what cannot be kept, and does not set <see cref="TaskOptions.Checkpoint"/> to false.</exception>
    public ResultStore? ResultStore
    {
        get => Graph.Resources.ResultStore;
        set
        {
            var before = Graph.Resources.ResultStore;
            Graph.Resources.ResultStore = value;
            try
            {
                StoredTypesCheck.Refuse(Graph);
            }
            catch (FlowDefinitionException)
            {
                Graph.Resources.ResultStore = before;
                throw;
            }
        }
    }

    /// <summary>
    /// Where secrets come from, before the environment and the configuration are asked. <value>The default is null: from these only.</value>
    /// </summary>
    public ISecretProvider? SecretProvider
    {
        get => Graph.Resources.SecretProvider;
        set => Graph.Resources.SecretProvider = value;
    }
}
