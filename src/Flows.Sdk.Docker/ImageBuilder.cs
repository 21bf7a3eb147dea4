namespace Flows.Docker;

/// <summary>Who makes the image of a flow.</summary>
public enum ImageBuilder
{
    /// <summary>This program itself, over the registries' HTTP API. No Docker engine is needed.</summary>
    Direct,

    /// <summary>A Docker engine: it pulls the base image, builds and pushes.</summary>
    Engine,
}
