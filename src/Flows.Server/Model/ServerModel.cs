namespace Flows.Server.Model;

/// <summary>All tables with the relations that their foreign keys make.</summary>
internal sealed class ServerModel
{
    private readonly Dictionary<string, Table> tables;

    private ServerModel(IEnumerable<Table> all)
    {
        tables = all.ToDictionary(t => t.Name, StringComparer.Ordinal);
        foreach (var table in tables.Values)
            foreach (var key in table.ForeignKeys)
                Relate(table, key);
        Views = new(tables["task"]);
    }

    /// <summary>What is shown as rows although no table holds it.</summary>
    public Views Views { get; }

    /// <summary>The tables of this version of the server.</summary>
    public static ServerModel Current { get; } = new(Model.Tables.All());

    /// <summary>The tables, each after those that it refers to.</summary>
    public IReadOnlyCollection<Table> Tables => tables.Values;

    public Table this[string name] => tables[name];

    public Table? Find(string name) => tables.TryGetValue(name, out var table) && table.Exposed ? table : null;

    private void Relate(Table table, ForeignKey key)
    {
        var target = tables[key.Target];
        if (key.Object is { } one) table.Add(new Relation(one, target, false, table[key.Column], target.Key));
        if (key.Array is { } many) target.Add(new Relation(many, table, true, target.Key, table[key.Column]));
    }
}
