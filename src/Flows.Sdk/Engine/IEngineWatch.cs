namespace Flows.Engine;

/// <summary>
/// A clock that wants to know what the engine is doing: time that is made up goes on only while nothing but waiting goes on. A
/// <see cref="TimeProvider"/> that implements it is told; for others nothing is counted.
/// </summary>
internal interface IEngineWatch
{
    /// <summary>A worker has begun to take task runs.</summary>
    void WorkerStarted();

    /// <summary>A worker has ended, or is given up.</summary>
    void WorkerEnded();

    /// <summary>A worker begins an attempt.</summary>
    /// <returns>Dispose it when the worker goes on, whether the attempt has ended or was given up.</returns>
    IDisposable BeginAttempt();

    /// <summary>From now on the attempt in whose asynchronous flow this is called is not waited for; its worker is about to go on.</summary>
    void GiveUpAttempt();
}
