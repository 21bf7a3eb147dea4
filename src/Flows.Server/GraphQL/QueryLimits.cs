namespace Flows.Server.GraphQL;

/// <summary>What one operation may ask for.</summary>
/// <param name="Depth">How deep relations may nest.</param>
/// <param name="Parts">How many fields, fragments, conditions and terms of an order it may have, wherever they stand.</param>
internal sealed record QueryLimits(int Depth, int Parts);
