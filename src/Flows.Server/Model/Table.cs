namespace Flows.Server.Model;

/// <summary>One table: the single source of its DDL, of the read API's metadata and of its GraphQL types.</summary>
internal sealed class Table
{
    private readonly Dictionary<string, Column> columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Relation> relations = new(StringComparer.Ordinal);

    public Table(string name, params IEnumerable<Column> columns)
        : this(name, isGlobal: false, columns)
    {
    }

    public Table(string name, bool isGlobal, params IEnumerable<Column> columns)
    {
        Name = name;
        var own = columns.ToList();
        Add(new Column("id", ColumnKind.Uuid, false));
        if (!isGlobal) Add(new Column("tenant_id", ColumnKind.Uuid, false));
        Add(new Column("created", ColumnKind.Time, false));
        Add(new Column("updated", ColumnKind.Time, false));
        own.ForEach(Add);
    }

    private Table(string name) => Name = name;

    /// <summary>Something that the read API shows like a table, with just these columns.</summary>
    public static Table View(string name, params IEnumerable<Column> columns)
    {
        var view = new Table(name);
        foreach (var column in columns) view.Add(column);
        return view;
    }

    public string Name { get; }

    /// <summary>Whether rows belong to no tenant: the tenants themselves, and what the server keeps for itself.</summary>
    public bool IsGlobal => !columns.ContainsKey("tenant_id");

    /// <summary>Every column, hidden ones too, in the order of the DDL.</summary>
    public IReadOnlyCollection<Column> Columns => columns.Values;

    public IReadOnlyCollection<Relation> Relations => relations.Values;

    public IReadOnlyList<ForeignKey> ForeignKeys { get; init; } = [];

    public IReadOnlyList<TableIndex> Indexes { get; init; } = [];

    /// <summary>Whether the read API has root fields for it.</summary>
    public bool Exposed { get; init; } = true;

    /// <summary>Whether only callers with the scope Admin may read it.</summary>
    public bool IsAdminOnly { get; init; }

    public Column Key => columns["id"];

    public Column this[string column] => columns[column];

    /// <summary>The column that the read API shows under a name; null when there is none or it is hidden.</summary>
    public Column? Exposes(string name) => columns.TryGetValue(name, out var column) && column.Exposed ? column : null;

    public Relation? Relation(string name) => relations.GetValueOrDefault(name);

    internal void Add(Relation relation) => relations.Add(relation.Name, relation);

    private void Add(Column column) => columns.Add(column.Name, column);
}
