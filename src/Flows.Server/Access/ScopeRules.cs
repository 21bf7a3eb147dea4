using Flows.Server.Errors;

namespace Flows.Server.Access;

/// <summary>Whether a caller's scope is enough.</summary>
internal static class ScopeRules
{
    /// <summary>Refuses what the caller may not do.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="needed">What it takes.</param>
    /// <param name="what">What is called: a mutation or a table.</param>
    /// <exception cref="RequestException">The scope is not enough.</exception>
    public static void Ensure(Caller caller, AccessScope needed, string what)
    {
        if (caller.Scope < needed)
            throw new RequestException(
                $"FORBIDDEN: \"{what}\" needs a key with the scope {Word(needed)}, and the key \"{caller.Name}\" has the scope {Word(caller.Scope)}.",
                ErrorCodes.Forbidden);
    }

    /// <summary>Refuses what only a caller of all tenants may do.</summary>
    /// <exception cref="RequestException">The caller belongs to one tenant.</exception>
    public static void EnsureAllTenants(Caller caller, string what)
    {
        if (caller.TenantId is not null)
            throw new RequestException($"FORBIDDEN: \"{what}\" needs a key for all tenants, and the key \"{caller.Name}\" is for one.", ErrorCodes.Forbidden);
    }

    /// <summary>The word for a scope on the wire and in the database.</summary>
    public static string Word(AccessScope scope) => scope switch
    {
        AccessScope.Read => "read",
        AccessScope.Run => "run",
        _ => "admin",
    };

    /// <summary>The scope of a word; null when it is none.</summary>
    public static AccessScope? Parse(string word) => word switch
    {
        "read" => AccessScope.Read,
        "run" => AccessScope.Run,
        "admin" => AccessScope.Admin,
        _ => null,
    };
}
