using Flows.Server.GraphQL.Mutations;

namespace Flows.Server.GraphQL.Ingest;

/// <summary>What the text of a mutation comes to, when its one field takes its whole input from the one variable of the operation.</summary>
/// <param name="Operation">The operation; it holds no values.</param>
/// <param name="Field">The field, with its selections checked.</param>
/// <param name="Entry">The mutation.</param>
/// <param name="Variable">The name of the variable, as UTF-8.</param>
internal sealed record MutationShape(Operation Operation, FieldGroup Field, MutationCatalog.Entry Entry, byte[] Variable);
