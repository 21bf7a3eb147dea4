using Flows.Client;

namespace Flows.Sdk.Tests.Client;

public sealed class FlowsConfigurationTests : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("flows-config-");
    private readonly Dictionary<string, string> environment = [];

    public void Dispose() => home.Delete(recursive: true);

    [Fact]
    public void Load_NothingSet_HasTheDefaults()
    {
        var configuration = Load();

        configuration.Backend.ShouldBe("server");
        configuration.ApiUrl.ShouldBe(new Uri("http://localhost:4200"));
        configuration.UiUrl.ShouldBe(new Uri("http://localhost:8080"));
        configuration.ApiKey.ShouldBeNull();
        configuration.TenantId.ShouldBeNull();
        configuration.AgentLabels.ShouldBeEmpty();
        configuration.Values.ShouldAllBe(v => v.Source == "default");
    }

    [Fact]
    public void Load_EachLayer_WinsOverThoseBelow()
    {
        // Each key is set by its own layer and all above it.
        string[] keys = ["a.one", "a.two", "a.three", "a.four", "a.five"];
        Write(".prefect/config.toml", "[a]\none = 1\n");
        Write(".prefect/backend.toml", "[a]\none = 2\ntwo = 2\n");
        Write(".flows/config.toml", "a.one = 3\na.two = 3\na.three = 3\n");
        foreach (var key in keys[..4]) environment[$"PREFECT__{key.ToUpperInvariant().Replace(".", "__", StringComparison.Ordinal)}"] = "4";
        foreach (var key in keys) environment[$"FLOWS__{key.ToUpperInvariant().Replace(".", "__", StringComparison.Ordinal)}"] = "5";
        keys.ShouldAllBe(key => Load()[key] == "5");

        environment.Keys.Where(k => k.StartsWith("FLOWS", StringComparison.Ordinal)).ToList().ForEach(k => environment.Remove(k));
        keys.Select(key => Load()[key]).ShouldBe(["4", "4", "4", "4", null]);

        environment.Clear();
        keys.Select(key => Load()[key]).ShouldBe(["3", "3", "3", null, null]);

        File.Delete(Path.Combine(home.FullName, ".flows/config.toml"));
        keys.Select(key => Load()[key]).ShouldBe(["2", "2", null, null, null]);
    }

    [Fact]
    public void Context_OfFileAndVariables_IsTypedAndHasNoSecrets()
    {
        Write(".prefect/config.toml", "[context]\nregion = \"north\"\nrows = 3\nshare = 0.5\ndry = true\n[context.secrets]\nkey = \"hidden\"\n[context.team]\nname = \"data\"\n");
        environment["PREFECT__CONTEXT__REGION"] = "south";

        Load().Context.OrderBy(c => c.Key).Select(c => (c.Key, c.Value)).ShouldBe(
            [("dry", true), ("region", "south"), ("rows", 3L), ("share", 0.5), ("team.name", "data")]);
    }

    [Fact]
    public void Values_FromEachLayer_NameTheirSource()
    {
        var file = Write(".flows/config.toml", "[docker]\nbase_image = \"b\"\n");
        environment["PREFECT__CLOUD__API"] = "http://flows.example:1";

        var values = Load().Values.ToDictionary(v => v.Key);

        values["docker.base_image"].Source.ShouldBe(file);
        values["cloud.api"].Source.ShouldBe("environment variable PREFECT__CLOUD__API");
        values["backend"].Source.ShouldBe("default");
    }

    [Fact]
    public void Load_TomlOfAllKinds_IsMergedDeeplyAsText()
    {
        Write(".prefect/config.toml", """
            backend = "cloud"
            [server]
            host = "http://flows.example"
            ui = { host = "http://ui.example" }
            [cloud.agent]
            labels = ["a", 'b "c"']
            [x]
            "odd.key" = 'c:\path'
            flag = true
            float = 1.5
            date = 2024-05-01
            """);

        var configuration = Load();

        configuration["server.endpoint"].ShouldBe("http://flows.example:4200");
        configuration["server.port"].ShouldBe("4200");
        configuration.UiUrl.ShouldBe(new Uri("http://ui.example:8080"));
        configuration.AgentLabels.ShouldBe(["a", "b \"c\""]);
        configuration.ApiUrl.ShouldBe(new Uri("https://api.prefect.io"));
        ((string?[])[configuration["x.flag"], configuration["x.float"], configuration["x.date"], configuration["x.odd.key"]]).ShouldBe(["true", "1.5", "2024-05-01", @"c:\path"]);
    }

    [Theory]
    [InlineData("['a', 'b']")]
    [InlineData("[\"a\", \"b\"]")]
    public void AgentLabels_FromAVariable_AcceptBothQuotes(string text)
    {
        environment["PREFECT__CLOUD__AGENT__LABELS"] = text;

        Load().AgentLabels.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Load_VariablesHomeAndReferences_AreFilledIn()
    {
        environment["WHERE"] = "flows.example";
        environment["OUTER"] = "$WHERE";
        environment["FLOWS__MY__URL"] = "http://$OUTER:${server.port}/$UNKNOWN";
        Write(".flows/config.toml", "[my]\nfolder = \"~/data\"\ndeep = \"${${my.which}.port}\"\nwhich = \"server\"\nnone = \"<${no.such}>\"\nself = \"${my.self}\"\n");

        var configuration = Load();

        configuration["my.url"].ShouldBe("http://flows.example:4200/$UNKNOWN");
        configuration["my.folder"].ShouldBe(Path.Combine(home.FullName, "data"));
        configuration["my.deep"].ShouldBe("4200");
        configuration["my.none"].ShouldBe("<>");
        configuration["my.self"].ShouldBe("${my.self}");
    }

    [Fact]
    public void Load_SecretVariables_KeepTheCaseOfTheirName()
    {
        environment["PREFECT__CONTEXT__SECRETS__My_Key"] = "s1";
        environment["PREFECT__CONTEXT__FLOW_RUN_ID"] = "r1";

        var configuration = Load();

        configuration["context.secrets.My_Key"].ShouldBe("s1");
        configuration["context.flow_run_id"].ShouldBe("r1");
    }

    [Theory]
    [InlineData("cloud.api_key")]
    [InlineData("server.api_key")]
    [InlineData("cloud.agent.auth_token")]
    [InlineData("server.database.password")]
    [InlineData("context.secrets.name")]
    public void Values_Secret_AreNeverShown(string key)
    {
        environment["FLOWS__" + key.ToUpperInvariant().Replace(".", "__", StringComparison.Ordinal).Replace("SECRETS__NAME", "SECRETS__name", StringComparison.Ordinal)] = "very-secret";
        environment["FLOWS__COPY"] = $"<${{{key}}}>";

        var values = Load().Values.ToDictionary(v => v.Key);

        values[key].Value.ShouldBe("very-secret");
        values["copy"].Value.ShouldBe("<very-secret>");
        foreach (var value in (ConfigurationValue[])[values[key], values["copy"]])
        {
            value.IsSecret.ShouldBeTrue();
            value.ToString().ShouldNotContain("very-secret");
        }
    }

    [Fact]
    public void Load_OtherPaths_ComeFromTheEnvironment()
    {
        Write("u.toml", "a = 1\n");
        Write("b.toml", "b = 2\n");
        Write("f.toml", "c = 3\n");
        environment["PREFECT__USER_CONFIG_PATH"] = "~/u.toml";
        environment["PREFECT__BACKEND_CONFIG_PATH"] = Path.Combine(home.FullName, "b.toml");
        environment["FLOWS__USER_CONFIG_PATH"] = Path.Combine(home.FullName, "f.toml");

        var configuration = Load();

        ((string?[])[configuration["a"], configuration["b"], configuration["c"]]).ShouldBe(["1", "2", "3"]);
    }

    [Theory]
    [InlineData("[cloud]\napi = http://x\n", 2, "cloud", "api")]
    [InlineData("backend = \"server\"\n\nbackend = \"cloud\"\n", 3, "", "backend")]
    [InlineData("ok = 1\n[cloud\n", 2, "", "[cloud")]
    [InlineData("[cloud]\napi_key = \"very-secret\n", 2, "cloud", "api_key")]
    [InlineData("a = 1\nlabels = [1, 2\nb = 2\n", 3, "", "b")]
    public void Load_MalformedFile_NamesFileLineAndKey(string toml, int line, string table, string key)
    {
        var file = Write(".prefect/config.toml", toml);

        var error = Should.Throw<ConfigurationException>(Load);

        error.Message.ShouldStartWith($"{file}, line {line} (key {(table.Length > 0 ? $"{table}." : "")}{key})");
        error.Message.ShouldNotContain("very-secret");
        error.Message.Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public void Load_ValueInPlaceOfATable_NamesPlaceAndKey()
    {
        environment["FLOWS__SERVER__UI"] = "5";

        Should.Throw<ConfigurationException>(() => FlowsConfiguration.Load(Sources())).Message
            .ShouldBe("server.ui is '5' (environment variable FLOWS__SERVER__UI), but it is to be a table of settings such as server.ui.host.");
    }

    [Fact]
    public void Typed_WrongValue_NamesPlaceKeyAndWhatIsWanted()
    {
        var file = Write(".prefect/config.toml", "[cloud]\nrequest_timeout = \"soon\"\n");
        environment["PREFECT__CLOUD__API"] = "localhost:4200";
        environment["FLOWS__BACKEND"] = "mars";

        Should.Throw<ConfigurationException>(() => Load().Seconds("cloud.request_timeout")).Message
            .ShouldBe($"cloud.request_timeout is 'soon' ({file}, line 2), but it is to be a number of seconds above zero.");
        Should.Throw<ConfigurationException>(() => Load().ApiUrl).Message
            .ShouldBe("cloud.api is 'localhost:4200' (environment variable PREFECT__CLOUD__API), but it is to be an address such as http://localhost:4200.");
        Should.Throw<ConfigurationException>(() => Load().Backend).Message.ShouldContain("server or cloud");
        Should.Throw<ConfigurationException>(() => Load().Flag("backend")).Message.ShouldContain("true or false");
        Should.Throw<ConfigurationException>(() => Load().Words("backend")).Message.ShouldContain("a list such as");
    }

    [Fact]
    public void SaveBackend_Name_IsReadBack()
    {
        var sources = Sources();
        Write(".prefect/config.toml", "backend = \"cloud\"\n");

        FlowsConfiguration.SaveBackend("server", sources).ShouldBe(Path.Combine(home.FullName, ".prefect", "backend.toml"));

        Load().Backend.ShouldBe("server");
        Should.Throw<ConfigurationException>(() => FlowsConfiguration.SaveBackend("mars", sources)).Message.ShouldContain("'mars'");
    }

    [Fact]
    public void FromConfiguration_Settings_AreTheClients()
    {
        environment["PREFECT__CLOUD__API"] = "http://flows.example:4200/";

        using var client = FlowsClient.FromConfiguration(Load());

        client.Api.ShouldBe(new Uri("http://flows.example:4200"));
    }

    private ConfigurationSources Sources() => new() { HomeFolder = home.FullName, Environment = environment };

    private FlowsConfiguration Load() => FlowsConfiguration.Load(Sources());

    private string Write(string path, string text)
    {
        var file = new FileInfo(Path.Combine(home.FullName, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
        return file.FullName;
    }
}
