namespace Flows.Server.Data;

/// <summary>What one read request may take. Beyond it there is an error, never a silent cut.</summary>
/// <param name="Rows">Rows of all its statements together; rows inside nested lists are bounded by the answer's size.</param>
/// <param name="Time">Time in the database.</param>
internal sealed record ReadLimits(int Rows, TimeSpan Time);
