using Flows.Server.Data;
using Flows.Server.Stores;

namespace Flows.Server.Services;

/// <summary>The leave to do something that one replica at a time may do. Its term grows with each holder, so that one who slept is found out.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Holder">Who has it.</param>
/// <param name="Term">The how-manieth it is.</param>
internal sealed record Lease(string Name, string Holder, int Term)
{
    /// <summary>Makes sure that nobody else has taken over, and that nobody can until the transaction ends.</summary>
    /// <exception cref="LeaseLostException">Somebody has.</exception>
    public async Task EnsureHeldAsync(ISqlSession session)
    {
        var held = await session.FindIdAsync(
            $"select id from lease where name = @name and holder = @holder and term = @term{session.Dialect.ForUpdate}",
            ("name", Name), ("holder", Holder), ("term", Term));
        if (held is null) throw new LeaseLostException(Name);
    }
}

/// <summary>Another replica has taken over.</summary>
internal sealed class LeaseLostException(string name) : Exception($"The lease '{name}' was taken over by another server.");
