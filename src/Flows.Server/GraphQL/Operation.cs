using System.Text.Json;
using Flows.Server.Errors;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;

namespace Flows.Server.GraphQL;

/// <summary>A parsed request: the operation that is meant, its values and its fragments.</summary>
internal sealed class Operation
{
    /// <summary>How deep the text may nest, input objects included.</summary>
    private const int MaxDepth = 64;

    private Operation(GraphQLDocument document, GraphQLOperationDefinition definition, JsonElement variables, QueryLimits limits)
    {
        Definition = definition;
        Values = new(definition, variables);
        Fields = new(document, Values, limits);
    }

    public GraphQLOperationDefinition Definition { get; }

    public RequestValues Values { get; }

    public FieldCollector Fields { get; }

    public bool IsMutation => Definition.Operation == OperationType.Mutation;

    /// <exception cref="RequestException">The text is not GraphQL, or has no such operation.</exception>
    public static Operation Parse(GraphQLRequest request, QueryLimits limits)
    {
        var document = ParseText(request.Query);
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>().ToList();
        var chosen = request.OperationName is { Length: > 0 } name
            ? operations.Find(o => o.Name?.Value == name) ?? throw RequestException.Invalid($"no such operation found in the document: \"{name}\"")
            : operations.Count == 1
                ? operations[0]
                : throw RequestException.Invalid("exactly one operation has to be present in the document when no operationName is given");
        if (chosen.Operation == OperationType.Subscription) throw RequestException.Invalid("subscriptions are not served");
        return new(document, chosen, request.Variables, limits);
    }

    /// <exception cref="RequestException">The text is not GraphQL.</exception>
    public static GraphQLDocument ParseText(string text)
    {
        try
        {
            return Parser.Parse(text, new ParserOptions { Ignore = IgnoreOptions.Comments, MaxDepth = MaxDepth });
        }
        catch (GraphQLSyntaxErrorException e)
        {
            throw new RequestException(e.Message, ErrorCodes.Parse);
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw new RequestException($"the request nests deeper than {MaxDepth} levels", ErrorCodes.Limit);
        }
    }
}
