using Flows.Server.Access;
using Flows.Server.Errors;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>
/// The identifiers of an input that name rows of other tenants. The mutation gets ones in their place that name nothing, so that it says and does exactly
/// what it does for a row that does not exist; what it says is then put into the caller's words again.
/// </summary>
internal sealed class HiddenIds
{
    private static readonly HiddenIds None = new([]);

    private readonly Dictionary<Guid, Guid> instead;

    private HiddenIds(Dictionary<Guid, Guid> instead) => this.instead = instead;

    public static async ValueTask<HiddenIds> FindAsync(TenantGuard guard, Caller caller, InputObject input, CancellationToken cancellationToken)
    {
        if (caller.TenantId is null) return None;
        var instead = new Dictionary<Guid, Guid>();
        foreach (var group in input.Ids().GroupBy(i => AuditSubjects.TableOf(i.Field), i => i.Id))
        {
            if (group.Key is not { } table) continue;
            foreach (var id in await guard.ForeignAsync(caller, table.Name, [.. group], cancellationToken)) instead[id] = Guid.NewGuid();
        }
        return instead.Count == 0 ? None : new(instead);
    }

    public InputObject In(InputObject input) => instead.Count == 0 ? input : input.WithIds(instead);

    public RequestException Reveal(RequestException error)
    {
        if (instead.Count == 0) return error;
        var message = instead.Aggregate(error.Message, (text, pair) => text.Replace(pair.Value.ToString(), pair.Key.ToString(), StringComparison.Ordinal));
        return new(message, error.Code, error.Path);
    }
}
