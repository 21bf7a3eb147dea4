using System.Text.Json;
using Flows.Registration;

namespace Flows.Sdk.Tests.Parameters;

/// <summary>The schemas of parameters, as they stand in the registered flow.</summary>
public sealed class ParameterSchemasTests
{
    public static TheoryData<Flow, string> Schemas => new()
    {
        { Required<string>(), """{"type": "string"}""" },
        { Required<bool>(), """{"type": "boolean"}""" },
        { Required<int?>(), """{"type": ["integer", "null"]}""" },
        { Required<double>(), """{"type": "number"}""" },
        { Required<float?>(), """{"type": ["number", "null"]}""" },
        { Required<DateOnly>(), """{"type": "string", "format": "date"}""" },
        { Required<DateTimeOffset>(), """{"type": "string", "format": "date-time"}""" },
        { Required<Guid>(), """{"type": "string", "format": "uuid"}""" },
        { Required<Region>(), """{"enum": ["Europe", "Asia"]}""" },
        { Required<List<decimal>>(), """{"type": "array", "items": {"type": "number"}}""" },
        { Required<Dictionary<string, bool>>(), """{"type": "object", "additionalProperties": {"type": "boolean"}}""" },
        { Required<object>(), "{}" },
        { Flow.Define("F", f => { f.Parameter("p", 3, description: "How many."); }), """{"type": "integer", "description": "How many.", "default": 3}""" },
        { Flow.Define("F", f => { f.Parameter("p", Region.Asia); }), """{"enum": ["Europe", "Asia"], "default": "Asia"}""" },
        { Flow.Define("F", f => { f.Parameter<string?>("p", defaultValue: null); }), """{"type": "string", "default": null}""" },
        {
            Required<RetrySettings>(),
            """
            {"type": "object", "properties": {"Count": {"type": "integer"}, "Delay": {"type": "string", "pattern": "^-?(\\d+\\.)?\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,7})?$"}},
             "required": ["Count"], "additionalProperties": false}
            """
        },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Schema_OfAnyType_SaysWhatARunTakes(Flow flow, string schema) => SchemaOf(flow).ShouldBeJson(schema);

    [Fact]
    public void Schema_OfARecord_HasDescriptionsDefaultsAndWhatIsRequired()
    {
        var schema = SchemaOf(Required<LoadSettings>());

        schema.GetProperty("description").GetString().ShouldBe("What to load, and how.");
        schema.GetProperty("required").ShouldBeJson("""["Table"]""");
        schema.GetProperty("properties").GetProperty("Batch").ShouldBeJson("""{"description": "Rows in one go.", "type": "integer", "default": 100}""");
        schema.GetProperty("properties").GetProperty("Columns").GetProperty("items").GetProperty("required").ShouldBeJson("""["Name"]""");
    }

    [Theory]
    [InlineData("00:05:00")]
    [InlineData("1.00:00:00.5000000")]
    public async Task Schema_OfADuration_AllowsWhatARunTakes(string text)
    {
        var flow = Flow.Define("F", f => f.Parameter<TimeSpan>("p"));

        System.Text.RegularExpressions.Regex.IsMatch(text, SchemaOf(flow).GetProperty("pattern").GetString()!).ShouldBeTrue();
        (await flow.RunAsync(new() { ["p"] = text })).Result(flow.Output).ShouldBe(TimeSpan.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Flow Required<T>() => Flow.Define("F", f => { f.Parameter<T>("p"); });

    private static JsonElement SchemaOf(Flow flow) =>
        FlowDocuments.From(flow.Graph, RunConfigDocuments.From(new UniversalRun(), [])).ToJson().GetProperty("flows").GetProperty("parameter_schemas").GetProperty("p");
}
