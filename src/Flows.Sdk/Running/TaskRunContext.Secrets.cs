namespace Flows;

public sealed partial class TaskRunContext
{
    /// <summary>Looks a secret up whose name is known only now; one whose name is known while the flow is written is better declared there, by
    /// <see cref="FlowBuilder.Secret(string)"/>.</summary>
    /// <typeparam name="T">The type of the value; text that is JSON is read as one.</typeparam>
    /// <param name="name">Its name; upper and lower case differ.</param>
    /// <returns>The value. It does not appear in log lines.</returns>
    /// <exception cref="FlowSignal">There is no such secret, or it is of another type.</exception>
    public ValueTask<T> GetSecretAsync<T>(string name) => flow.Secrets.GetAsync<T>(name, CancellationToken);
}
