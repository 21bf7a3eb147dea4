namespace Flows.Client.Queries;

/// <summary>Why a flow run does not run.</summary>
/// <param name="Code">The machine's word for it, for example <c>LABEL_MISMATCH</c>.</param>
/// <param name="Message">Why, in a sentence.</param>
/// <param name="Advice">What to do, in a sentence.</param>
public sealed record WaitingReason(string Code, string Message, string Advice);
