using Flows.States;

namespace Flows;

/// <summary>
/// Is told of a change of state before it is stored, and may put another state in the place of the new one. It may throw a
/// <see cref="FlowSignal"/>: Pause and End end the run in that state, others take the place of the new state. Any other exception fails the run.
/// </summary>
/// <typeparam name="TRun">The run whose state changes: <see cref="TaskState"/> or <see cref="FlowRun"/>.</typeparam>
/// <param name="run">The run, still in its old state.</param>
/// <param name="old">The state that it leaves.</param>
/// <param name="next">The state that it is to get.</param>
/// <returns>The state to go on with; null for the new one as it is.</returns>
public delegate ValueTask<State?> StateHandler<in TRun>(TRun run, State old, State next);
