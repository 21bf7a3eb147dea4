using Flows.Server.Data;
using Flows.Server.Stores;

namespace Flows.Server.Services;

/// <summary>Leases in the database: taken when they are free or have run out, kept by renewing them.</summary>
/// <param name="database">The database that the replicas share.</param>
/// <param name="clock">The time. The clocks of replicas may differ: then a lease is taken over early or late, but never used by two.</param>
/// <param name="duration">How long a lease lives when it is not renewed.</param>
internal sealed class Leases(IDatabase database, Clock clock, TimeSpan duration)
{
    public TimeSpan Duration { get; } = duration;

    /// <summary>Takes a lease.</summary>
    /// <returns>The lease, or null when somebody else has it.</returns>
    public Task<Lease?> TakeAsync(string name, string holder, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var terms = await session.QueryAsync(
                """
                insert into lease (id, created, updated, name, holder, "until", term) values (@id, @now, @now, @name, @holder, @until, 1)
                on conflict (name) do update set holder = excluded.holder, "until" = excluded."until", updated = excluded.updated, term = lease.term + 1
                where lease."until" <= @now or lease.holder = @holder
                returning term
                """,
                r => r.GetInt32(0),
                ("id", clock.NewId()), ("now", clock.Now), ("name", name), ("holder", holder), ("until", clock.Now + Duration));
            return terms.Count > 0 ? new Lease(name, holder, terms[0]) : null;
        },
        cancellationToken);

    /// <summary>Keeps a lease for another while.</summary>
    /// <returns>Whether it was still ours.</returns>
    public Task<bool> RenewAsync(Lease lease, CancellationToken cancellationToken) => SetAsync(lease, clock.Now + Duration, cancellationToken);

    /// <summary>Gives a lease back, so that others need not wait until it runs out.</summary>
    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) => SetAsync(lease, clock.Now, cancellationToken);

    /// <summary>Who has a lease now; null for nobody.</summary>
    public Task<string?> HolderAsync(string name, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FindAsync("""select holder from lease where name = @name and "until" > @now""", r => r.GetString(0),
            ("name", name), ("now", clock.Now)),
        cancellationToken);

    private Task<bool> SetAsync(Lease lease, DateTimeOffset until, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            """update lease set "until" = @until, updated = @now where name = @name and holder = @holder and term = @term""",
            ("until", until), ("now", clock.Now), ("name", lease.Name), ("holder", lease.Holder), ("term", lease.Term)) > 0,
        cancellationToken);
}
