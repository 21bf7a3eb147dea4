using System.Text.Json;

namespace Flows.Server.Queries;

/// <summary>What makes a value of some columns of a row.</summary>
internal abstract class Computation
{
    /// <summary>Writes the value.</summary>
    /// <param name="json">The answer.</param>
    /// <param name="row">An object with the columns.</param>
    public abstract void Write(Utf8JsonWriter json, JsonElement row);
}
