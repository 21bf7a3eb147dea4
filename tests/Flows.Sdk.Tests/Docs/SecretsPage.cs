namespace Flows.Sdk.Tests.Docs;

/// <summary>The code of docs/secrets.md; a house test compares them.</summary>
public static partial class SecretsPage
{
    public sealed record Login(string User, string Password);

    public sealed class Vault : ISecretProvider
    {
        public async ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) => await ReadAsync(name, cancellationToken);

        private static async Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            return name == "API_TOKEN" ? "from the vault" : null;
        }
    }

    public static Flow<TaskResult<string>> Define() => Flow.Define("secrets", f =>
    {
        var token = f.Secret("API_TOKEN");
        var rows = Fetch("https://example.com/rows", token);
        return rows;
    });

    public static Flow<TaskResult<Login>> Values() => Flow.Define("values", f =>
    {
        var login = f.Secret<Login>("DATABASE");   // {"user": "ann", "password": "..."}
        return login;
    });

    public static Flow<TaskResult<string>> WithAProvider()
    {
        var flow = Define().WithSecretProvider(new Vault());
        return flow;
    }

    public static async Task<FlowState> InATestAsync(Flow flow)
    {
        var state = await flow.RunAsync(options: new() { SecretProvider = new SecretValues { ["API_TOKEN"] = "abc" } });
        return state;
    }

    [Task]
    public static string Fetch(string url, string token) => $"{url} with {token.Length} characters";
}
