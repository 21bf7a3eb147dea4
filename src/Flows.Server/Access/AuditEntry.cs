namespace Flows.Server.Access;

/// <summary>One call of a mutation: who, what, on which things, from where, and how it ended. Values of inputs are never in it, only identifiers.</summary>
/// <param name="Caller">Who called.</param>
/// <param name="Mutation">What was called.</param>
/// <param name="Subjects">The identifiers in the input, and the one that was made, by the names of their fields.</param>
/// <param name="Address">Where the caller is; null when it is not known.</param>
/// <param name="Time">When it ended.</param>
/// <param name="Refusal">What the caller was told when it failed; null when it succeeded.</param>
internal sealed record AuditEntry(
    Caller Caller, string Mutation, IReadOnlyList<(string Field, Guid Id)> Subjects, string? Address, DateTimeOffset Time, string? Refusal);
