using System.Globalization;
using System.Text.Json;
using Flows.Client;

namespace Flows.Cli.Servers;

/// <summary>The servers that this user started on this machine: a file for each in <c>~/.flows/servers</c>, named by its port.</summary>
internal sealed class ServerRecords(ConfigurationSources sources)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string Folder { get; } = Path.Combine(sources.HomeFolder, ".flows", "servers");

    /// <summary>Notes a server that has started.</summary>
    /// <returns>Takes the note away.</returns>
    public IDisposable Add(ServerRecord record)
    {
        try
        {
            Directory.CreateDirectory(Folder);
            var file = FileOf(record);
            // Whole or not at all: others may be looking.
            File.WriteAllText(file + ".tmp", JsonSerializer.Serialize(record, Json));
            File.Move(file + ".tmp", file, overwrite: true);
            return new Note(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A home folder that cannot be written costs `server stop`, not the server.
            return new Note(null);
        }
    }

    /// <summary>The servers that run, by port; notes of others are taken away.</summary>
    public IReadOnlyList<ServerRecord> Running()
    {
        if (!Directory.Exists(Folder)) return [];
        List<ServerRecord> running = [];
        foreach (var file in Directory.GetFiles(Folder, "*.json"))
        {
            var record = Read(file);
            using var process = record?.Find();
            if (process is null) File.Delete(file);
            else running.Add(record!);
        }
        return [.. running.OrderBy(r => r.Api.Port)];
    }

    private string FileOf(ServerRecord record) => Path.Combine(Folder, record.Api.Port.ToString(CultureInfo.InvariantCulture) + ".json");

    private static ServerRecord? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ServerRecord>(File.ReadAllText(file), Json);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    private sealed class Note(string? file) : IDisposable
    {
        public void Dispose()
        {
            if (file is not null) File.Delete(file);
        }
    }
}
