using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Docker.Images;

/// <summary>An image's config document. All that we do not know of a base's config is kept as it is.</summary>
internal sealed class ImageConfig
{
    /// <summary>The time of an image: none, so that equal content is an equal image.</summary>
    private const string Created = "1970-01-01T00:00:00Z";

    private readonly JsonObject root;

    private ImageConfig(JsonObject root) => this.root = root;

    public ImagePlatform Platform => new(Text(root, "os") ?? "linux", Text(root, "architecture") ?? "", Text(root, "variant"));

    /// <summary><c>NAME=value</c> each.</summary>
    public IReadOnlyList<string> Environment => [.. Strings(root["config"]?["Env"])];

    /// <summary>The digests of the uncompressed layers, lowest first.</summary>
    public IReadOnlyList<string> DiffIds => [.. Strings(root["rootfs"]?["diff_ids"])];

    public string? Label(string name) => root["config"]?["Labels"] is JsonObject labels ? Text(labels, name) : null;

    /// <exception cref="JsonException">It is no config.</exception>
    public static ImageConfig Parse(ReadOnlySpan<byte> json) =>
        JsonNode.Parse(json) is JsonObject root ? new(root) : throw new JsonException("An image's config is a JSON object.");

    /// <summary>The config of an image on top of this one.</summary>
    /// <param name="facts">What it is to be.</param>
    /// <param name="layers">What it adds.</param>
    /// <param name="labels">All labels to set.</param>
    public byte[] Extend(ImageFacts facts, IReadOnlyList<BuiltLayer> layers, IReadOnlyDictionary<string, string> labels)
    {
        var copy = (JsonObject)root.DeepClone();
        copy["created"] = Created;
        // Left-overs of the old builder: they describe the container that a layer was made in.
        copy.Remove("container");
        copy.Remove("container_config");
        var config = ObjectIn(copy, "config");
        config["Env"] = Merge(Environment, facts.Environment);
        config["WorkingDir"] = facts.WorkingFolder;
        config.Remove("Entrypoint");
        config["Cmd"] = ToArray(facts.Command);
        foreach (var (name, value) in labels)
            ObjectIn(config, "Labels")[name] = value;
        ObjectIn(copy, "rootfs")["diff_ids"] = ToArray([.. DiffIds, .. layers.Select(l => l.DiffId)]);
        // A history that names fewer layers than there are is worse than none.
        if (copy["history"] is JsonArray history)
            foreach (var layer in layers)
                history.Add(new JsonObject { ["created"] = Created, ["created_by"] = $"flows: {layer.Name}" });
        return Encoding.UTF8.GetBytes(copy.ToJsonString(ImageJson.Options));
    }

    private static JsonArray Merge(IEnumerable<string> below, IReadOnlyList<string> above)
    {
        var names = above.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return ToArray([.. below.Where(e => !names.Contains(NameOf(e))), .. above]);
    }

    private static string NameOf(string variable) => variable.Split('=', 2)[0];

    private static JsonObject ObjectIn(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject there)
            return there;
        var made = new JsonObject();
        parent[name] = made;
        return made;
    }

    private static JsonArray ToArray(IEnumerable<string> values) => [.. values.Select(v => (JsonNode)v)];

    private static IEnumerable<string> Strings(JsonNode? node) => node is JsonArray array ? array.OfType<JsonValue>().Select(v => v.GetValue<string>()) : [];

    private static string? Text(JsonObject parent, string name) => parent[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
