using Npgsql;

namespace Flows.Server.Data.Postgres;

/// <summary>Which database of which server, and as whom.</summary>
internal sealed class PostgresAddress
{
    private const int DefaultConnections = 24;

    /// <summary>What libpq calls some settings.</summary>
    private static readonly Dictionary<string, string> LibpqNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["passfile"] = "Passfile",
        ["options"] = "Options",
        ["host"] = "Host",
        ["port"] = "Port",
        ["user"] = "Username",
        ["password"] = "Password",
        ["dbname"] = "Database",
    };

    private PostgresAddress(NpgsqlConnectionStringBuilder settings)
    {
        // ShouldSerialize says what was given; ContainsKey is true for every word that Npgsql knows.
        if (!settings.ShouldSerialize("Maximum Pool Size")) settings.MaxPoolSize = DefaultConnections;
        if (!settings.ShouldSerialize("Application Name")) settings.ApplicationName = "flows-server";
        Settings = settings;
    }

    /// <summary>The settings, with the password.</summary>
    public NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>The address without the password, for messages.</summary>
    public string Display
    {
        get
        {
            var user = string.IsNullOrEmpty(Settings.Username) ? "" : Settings.Username + "@";
            var port = Settings.Port == NpgsqlConnection.DefaultPort ? "" : $":{Settings.Port}";
            return Settings.Host?.StartsWith('/') == true
                ? $"postgresql://{user}/{Settings.Database}?host={Settings.Host}"
                : $"postgresql://{user}{Settings.Host}{port}/{Settings.Database}";
        }
    }

    /// <summary>Whether a setting names a PostgreSQL database; otherwise it names a SQLite file.</summary>
    public static bool IsOne(string database) => IsUrl(database)
        || database.Contains('=', StringComparison.Ordinal)
            && database.Split(';').Any(p => p.TrimStart().StartsWith("host=", StringComparison.OrdinalIgnoreCase)
                || p.TrimStart().StartsWith("server=", StringComparison.OrdinalIgnoreCase));

    /// <exception cref="FlowsServerException">It cannot be read; the message does not repeat it, since it may hold a password.</exception>
    public static PostgresAddress Parse(string database)
    {
        try
        {
            var settings = IsUrl(database) ? FromUrl(database) : new NpgsqlConnectionStringBuilder(database);
            if (string.IsNullOrEmpty(settings.Host)) settings.Host = "localhost";
            if (string.IsNullOrEmpty(settings.Database))
                throw new FlowsServerException("The address of the PostgreSQL database names no database: write postgresql://user:password@host:port/name.");
            return new(settings);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The cause would repeat what was written, and with it a password.
            throw new FlowsServerException(
                "The address of the PostgreSQL database cannot be read: write postgresql://user:password@host:port/name, with %40 for an @ in the password.");
        }
    }

    private static bool IsUrl(string database) =>
        database.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase) || database.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder FromUrl(string text)
    {
        // A URL for a socket has no host, which Uri does not read.
        var hasHost = !text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('/')[0].EndsWith('@') && !text.Contains(":///", StringComparison.Ordinal);
        var url = new Uri(hasHost ? text : text.Contains(":///", StringComparison.Ordinal) ? text.Replace(":///", "://localhost/", StringComparison.Ordinal)
            : text.Replace("@/", "@localhost/", StringComparison.Ordinal));
        var settings = new NpgsqlConnectionStringBuilder { Host = url.Host.Trim('[', ']'), Database = Uri.UnescapeDataString(url.AbsolutePath.Trim('/')) };
        if (url.Port > 0) settings.Port = url.Port;
        var user = url.UserInfo.Split(':', 2);
        if (user[0].Length > 0) settings.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) settings.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (Uri.UnescapeDataString(pair.Split('=', 2)[0]), pair.Contains('=', StringComparison.Ordinal) ? Uri.UnescapeDataString(pair.Split('=', 2)[1]) : "");
            // libpq writes verify-full where Npgsql writes VerifyFull.
            settings[LibpqNames.GetValueOrDefault(name, name)] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        return settings;
    }
}
