using Flows.Binding;

namespace Flows;

public sealed partial class FlowBuilder
{
    /// <summary>
    /// A secret, such as a password: it is looked up where the flow runs, each time anew, is never stored, and does not appear in log lines.
    /// </summary>
    /// <param name="name">Its name; upper and lower case differ.</param>
    /// <returns>A handle that tasks take as an argument.</returns>
    /// <exception cref="FlowDefinitionException">The name is empty, or the flow is already finished.</exception>
    public TaskResult<string> Secret(string name) => Secret<string>(name);

    /// <summary>A secret that is a value, such as a user with a password: its text is JSON.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <inheritdoc cref="Secret(string)"/>
    public TaskResult<T> Secret<T>(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new FlowDefinitionException($"A secret of flow '{Name}' has an empty name: give it one.");
        return new(graph.Record(new TaskCall
        {
            Kind = NodeKind.Secret,
            Options = new() { Name = name },
            Inputs = [new("name", typeof(string), Required: false)],
            Arguments = [Argument.Of(name)],
            OutputType = typeof(T),
            Body = async args => await args.Context.GetSecretAsync<T>(args.Get<string>(0)).ConfigureAwait(false),
        }));
    }
}
