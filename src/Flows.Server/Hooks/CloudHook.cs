using System.Text.Json;

namespace Flows.Server.Hooks;

/// <summary>Somebody who wants to be told when flow runs reach some states.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="VersionGroupId">The flow, by its version group; null for all flows of the tenant.</param>
/// <param name="Type">How it is told.</param>
/// <param name="States">Of which states, in capitals.</param>
/// <param name="Config">Where it is told, as <see cref="HookConfig"/> has checked it.</param>
internal sealed record CloudHook(Guid Id, Guid TenantId, string? VersionGroupId, HookType Type, IReadOnlySet<string> States, JsonElement Config)
{
    public bool Wants(string state) => States.Contains(state.ToUpperInvariant());
}
