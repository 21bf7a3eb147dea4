using Flows.Server.Access;
using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.GraphQL;

/// <summary>The root field <c>auth_info</c>: who calls, in the words of Prefect Cloud 1.x, and what the key is good for.</summary>
internal sealed class CallerFields(FieldCollector fields, ServerModel model)
{
    private const string Type = "auth_info";

    /// <summary>A caller of all tenants is told the oldest one, into which its new things go when it names none.</summary>
    public TableQuery Of(Caller caller, FieldGroup group, string path)
    {
        var tenant = model["tenant"];
        if (!group.HasSelections) throw RequestException.Invalid($"missing selection set for \"{group.Name}\"", path);
        var query = new TableQuery(tenant)
        {
            IsSingle = true,
            Limit = 1,
            Scope = caller.TenantId is { } id ? new Comparison(tenant.Key, Operator.Equal, id) : null,
        };
        query.Order.AddRange(new[] { tenant["created"], tenant.Key }.Select(c => new Ordering([], c, Descending: false, NullsFirst: false)));
        foreach (var field in fields.Below(group, Type))
            query.Selections.Add(field.Name switch
            {
                "tenant_id" => new ColumnSelection(field.Key, tenant.Key),
                "key_id" or "user_id" => new ConstantSelection(field.Key, caller.KeyId?.ToString()),
                "name" => new ConstantSelection(field.Key, caller.Name),
                "scope" => new ConstantSelection(field.Key, ScopeRules.Word(caller.Scope)),
                "__typename" => new TypeNameSelection(field.Key, Type),
                _ => throw RequestException.Invalid($"field \"{field.Name}\" not found in type: '{Type}'", path),
            });
        return query;
    }
}
