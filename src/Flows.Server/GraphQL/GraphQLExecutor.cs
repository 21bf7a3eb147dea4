using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.GraphQL.Computed;
using Flows.Server.GraphQL.Ingest;
using Flows.Server.GraphQL.Introspection;
using Flows.Server.GraphQL.Mutations;
using Flows.Server.Model;
using Flows.Server.Queries;
using Flows.Server.Sql;
using Flows.Server.Telemetry;
using Microsoft.Extensions.Logging;

namespace Flows.Server.GraphQL;

/// <summary>Answers operations: reads go to the database as compiled SQL, mutations to their handlers.</summary>
internal sealed class GraphQLExecutor
{
    private readonly IDatabase database;
    private readonly ComputedFields computed;
    private readonly QueryLimits limits;
    private readonly Lazy<Schema> schema;
    private readonly MutationExecutor mutations;
    private readonly FastMutations fast;
    private readonly ILogger<GraphQLExecutor> logger;

    public GraphQLExecutor(
        IDatabase database, MutationCatalog catalog, MutationGate gate, ComputedFields computed, QueryLimits limits, ILogger<GraphQLExecutor> logger)
    {
        this.database = database;
        this.computed = computed;
        this.limits = limits;
        schema = new(() => new(SchemaText.Write(ServerModel.Current, computed, catalog)));
        this.logger = logger;
        mutations = new(catalog, gate, Refusal);
        fast = new(new(catalog, limits));
    }

    /// <summary>Answers a body that holds one of the mutations that clients send all the time; of any other it does nothing.</summary>
    public async Task<bool> TryExecuteAsync(ReadOnlyMemory<byte> body, RequestContext context, AnswerBuffer output, CancellationToken cancellationToken)
    {
        if (fast.Read(body.Span) is not var (operation, mutation) || !MutationGate.Allows(mutation.Entry!.Mutation, context.Caller)) return false;
        await mutations.RunAsync(operation, [mutation], context, output, cancellationToken);
        return true;
    }

    /// <summary>Writes the answer to one operation.</summary>
    /// <returns>Whether the request was valid; if not, it is the caller's fault and nothing was executed.</returns>
    public async Task<bool> ExecuteAsync(GraphQLRequest request, RequestContext context, AnswerBuffer output, CancellationToken cancellationToken)
    {
        var isExecuting = false;
        MeasuredOperation? measured = null;
        try
        {
            var operation = Operation.Parse(request, limits);
            if (operation.IsMutation)
            {
                var prepared = mutations.Prepare(operation, context);
                isExecuting = true;
                await mutations.RunAsync(operation, prepared, context, output, cancellationToken);
                return true;
            }
            var (queries, calls) = QueryBuilder.Build(operation, ServerModel.Current, computed, schema, context.Caller);
            measured = MeasuredOperation.Begin("query", operation.Definition.Name?.StringValue, queries.Count > 0 ? FieldOf(queries[0]) : "none");
            var roots = queries.Select(Plan).ToList();
            isExecuting = true;
            await ComputedCall.PrepareAsync(calls, database, context, cancellationToken);
            Raw(output, "{\"data\":"u8);
            await database.AnswerAsync(roots, output, cancellationToken);
            Raw(output, "}"u8);
            measured.Value.End(failed: false);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException and not RequestException { Code: ErrorCodes.Unavailable })
        {
            measured?.End(failed: true);
            var error = Refusal(e);
            output.Clear();
            ErrorAnswer.Write(output, error, hasData: isExecuting);
            return isExecuting || !error.IsInvalidRequest;
        }
    }

    private static string FieldOf(RootQuery root) => root switch
    {
        RowsRoot rows => rows.Query.Table.Name,
        AggregateRoot aggregate => $"{aggregate.Query.Table.Name}_aggregate",
        _ => "service",
    };

    private RootPlan Plan(RootQuery root) => root switch
    {
        RowsRoot rows => new(rows.Key, PlanCompiler.Rows(rows.Query, database.Dialect)),
        AggregateRoot aggregate => new(aggregate.Key, PlanCompiler.Aggregate(aggregate.Query, database.Dialect)),
        JsonRoot json => new(json.Key, null, json.Json),
        _ => throw new InvalidOperationException($"no plan for {root.GetType().Name}"),
    };

    private RequestException Refusal(Exception exception)
    {
        if (exception is RequestException refusal) return refusal;
        logger.LogError(exception, "An operation failed");
        return new("Internal server error: the server's log says more.", ErrorCodes.Internal);
    }

    private static void Raw(AnswerBuffer output, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }
}
