using Flows.Engine;
using Flows.Sdk.Tests.Engine;
using Microsoft.Extensions.Logging;

namespace Flows.Sdk.Tests.Secrets;

/// <summary>A secret that was read does not appear in what a run shows.</summary>
public sealed class RedactionTests : IDisposable
{
    private const string Secret = "hunter2 & more";
    private readonly CapturedLogs logs = new();

    public void Dispose() => logs.Dispose();

    private FlowRunOptions Options => new() { MaxConcurrency = 1, LoggerFactory = logs, SecretProvider = new SecretValues { ["TOKEN"] = Secret } };

    [Fact]
    public async Task RunAsync_LineWithASecret_ShowsTheMaskInTextAndFacts()
    {
        var flow = Flow.Define("F", f => f.Secret("TOKEN").Then("use", (t, context) => context.Logger.LogInformation("The token is {Token}.", t)));

        var state = await flow.RunAsync(options: Options);

        logs.Lines.ShouldContain("The token is ********.");
        logs.Lines.ShouldAllBe(l => !l.Contains(Secret));
        state.Tasks.SelectMany(t => t.Logs).ShouldAllBe(l => !l.Text.Contains(Secret));
        state.Tasks.SelectMany(t => t.Logs).Count().ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_ScopeWithASecret_IsMasked()
    {
        var flow = Flow.Define("F", f => f.Secret("TOKEN").Then("use", (t, context) =>
        {
            using var scope = context.Logger.BeginScope(new Dictionary<string, object?> { ["token"] = t });
            context.Logger.LogInformation("inside");
        }));

        await flow.RunAsync(options: Options);

        logs.Captured.Single(l => l.Text == "inside").Scope["token"].ShouldBe("********");
    }

    [Fact]
    public async Task RunAsync_ExceptionWithASecret_ShowsItNeitherInTheLogNorInTheState()
    {
        var flow = Flow.Define("F", f => f.Secret("TOKEN").Then("use", Fail));

        var state = await flow.RunAsync(options: Options);

        var line = logs.Captured.Single(l => l.Level == LogLevel.Error);
        line.Exception!.ToString().ShouldNotContain(Secret);
        line.Exception.ToString().ShouldContain(nameof(Fail));
        line.Exception.Message.ShouldBe("Refused: ********");
        state[flow.Output].State.Message.ShouldBe("Error during execution of task: InvalidOperationException: Refused: ********");
    }

    private static int Fail(string token) => throw new InvalidOperationException($"Refused: {token}");

    [Theory]
    [InlineData("http://host/?token=hunter2%20%26%20more")]
    [InlineData("{\"token\":\"hunter2 \\u0026 more\"}")]
    [InlineData("hunter2 & more")]
    public void Clean_SecretAsItStandsInAddressesAndJson_IsMasked(string text)
    {
        var redactor = new SecretRedactor();
        redactor.Add(Secret);

        redactor.Clean(text).ShouldContain("********");
        redactor.Clean(text).ShouldNotContain("hunter2");
    }

    [Fact]
    public void Clean_TextInsideOfAJsonSecret_IsMasked()
    {
        var redactor = new SecretRedactor();
        redactor.Add("""{"user":"annabel","passwords":["first-one","second-one"]}""");

        redactor.Clean("annabel tried second-one").ShouldBe("******** tried ********");
    }

    [Fact]
    public void Clean_ShortSecret_IsMaskedWhereItIsAWord()
    {
        var redactor = new SecretRedactor();
        redactor.Add("ab");

        redactor.Clean("ab cab abc ab").ShouldBe("******** cab abc ********");
        redactor.Clean("pin=ab;").ShouldBe("pin=********;");
    }

    [Fact]
    public void Clean_TextWithoutSecrets_IsTheSameObject()
    {
        var redactor = new SecretRedactor();
        redactor.Add(Secret);
        const string Text = "nothing to hide";

        redactor.Clean(Text).ShouldBeSameAs(Text);
    }
}
