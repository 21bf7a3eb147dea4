using Flows.Server;

namespace Flows.Cli.Servers;

/// <summary>What somebody who started a server wants to know.</summary>
internal static class ServerBanner
{
    public static string Of(ServerRecord server, string end) =>
        $"""
        Flows server {FlowsServer.Version} is running. {end}
          API:       {server.Api} (GraphQL: {new Uri(server.Api, "graphql")})
          Dashboard: {server.Ui}
          Database:  {server.Database}
        """;
}
