namespace Flows;

public partial class Flow
{
    /// <summary>
    /// Where results are kept by tasks that do not say it themselves. <value>The default is null: a small result travels in the state that the
    /// server keeps, a large one stays in the memory of the run.</value>
    /// </summary>
    public ResultStore? ResultStore
    {
        get => Graph.Resources.ResultStore;
        set => Graph.Resources.ResultStore = value;
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
