namespace Flows.Server.Sql;

/// <summary>
/// What one statement gathers while it is compiled: its parameters and the aliases it has used. Literals are parameters too, so that SQL text repeats.
/// </summary>
internal sealed class SqlScope(SqlDialect dialect)
{
    private readonly List<object?> parameters = [];
    private int aliases;

    public SqlDialect Dialect { get; } = dialect;

    public IReadOnlyList<object?> Parameters => parameters;

    public string Add(object? value)
    {
        parameters.Add(value);
        return Dialect.Parameter(parameters.Count);
    }

    public string NextAlias() => $"t{aliases++}";
}
