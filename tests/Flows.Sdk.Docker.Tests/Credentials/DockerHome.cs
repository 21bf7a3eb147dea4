using Microsoft.Extensions.Time.Testing;
using Flows.Docker.Credentials;

namespace Flows.Sdk.Docker.Tests.Credentials;

/// <summary>A docker configuration folder and a PATH of its own with stub helpers, gone at the end of the test.</summary>
internal sealed class DockerHome : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("flows-docker-home-");

    public string ConfigFile => Path.Combine(folder.FullName, "config.json");

    public string Bin => Directory.CreateDirectory(Path.Combine(folder.FullName, "bin")).FullName;

    public DockerCredentials Credentials => new(folder.FullName, Bin, new FakeTimeProvider());

    public DockerHome WithConfig(string json)
    {
        File.WriteAllText(ConfigFile, json);
        return this;
    }

    /// <summary>A helper <c>docker-credential-NAME</c>: a shell script.</summary>
    public DockerHome WithHelper(string name, string script)
    {
        var file = Path.Combine(Bin, $"docker-credential-{name}");
        File.WriteAllText(file, "#!/bin/sh\n" + script);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
