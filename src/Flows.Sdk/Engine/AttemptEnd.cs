using Flows.States;

namespace Flows.Engine;

/// <summary>How an attempt ended.</summary>
/// <param name="State">The state that it ends in.</param>
/// <param name="EndsRun">Whether neither a retry nor caching follows.</param>
internal readonly record struct AttemptEnd(State State, bool EndsRun = false);
