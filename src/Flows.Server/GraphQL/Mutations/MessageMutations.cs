using Flows.Server.Hooks;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>What people are told.</summary>
internal static class MessageMutations
{
    private const string Which = "message_id: UUID!";

    public static IEnumerable<Mutation> All(Inbox inbox) =>
    [
        Doing("mark_message_as_read", Which, c => inbox.MarkAsync(c.Input.Id("message_id"), read: true, c.Cancellation)),
        Doing("mark_message_as_unread", Which, c => inbox.MarkAsync(c.Input.Id("message_id"), read: false, c.Cancellation)),
        Doing("delete_message", Which, c => inbox.DeleteAsync(c.Input.Id("message_id"), c.Cancellation)),
    ];
}
