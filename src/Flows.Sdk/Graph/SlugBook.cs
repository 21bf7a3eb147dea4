namespace Flows.Graph;

/// <summary>Gives each node a name that is unique in its flow (contract section 1.6). A parameter's slug is its name.</summary>
internal sealed class SlugBook(IEnumerable<string> parameters)
{
    private readonly HashSet<string> used = new(parameters, StringComparer.Ordinal);
    private readonly Dictionary<string, int> last = new(StringComparer.Ordinal);

    /// <summary>The words in the order in which they stand in a slug and on the wire, each once.</summary>
    public static IReadOnlyList<string> Sorted(IEnumerable<string> tags) => [.. tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The slug of the next task with these options: the first number that is free.</summary>
    public string Next(TaskOptions options)
    {
        var prefix = options.Tags.Count == 0 ? options.Name : string.Join('-', [options.Name, .. Sorted(options.Tags)]);
        var number = last.GetValueOrDefault(prefix);
        string slug;
        do slug = $"{prefix}-{++number}";
        while (!used.Add(slug));
        last[prefix] = number;
        return slug;
    }
}
