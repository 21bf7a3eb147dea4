namespace Flows.Server.Http;

/// <summary>Which of the server's two ports a connection came to.</summary>
internal enum Surface
{
    Api,
    Dashboard,
}

/// <summary>The surface of a connection, among its features.</summary>
internal sealed record SurfaceFeature(Surface Surface);
