namespace Flows.Backend;

/// <summary>The program and the flow run do not fit each other; the message is one sentence.</summary>
internal sealed class BackendRunException(string message) : Exception(message);
