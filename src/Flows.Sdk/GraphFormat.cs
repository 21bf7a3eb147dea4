namespace Flows;

/// <summary>The languages that <see cref="Flow.Visualize"/> draws a flow in.</summary>
public enum GraphFormat
{
    /// <summary>A picture that browsers show as it is; nothing else is needed.</summary>
    Svg,

    /// <summary>Mermaid, which Markdown pages on GitHub, GitLab and Azure DevOps draw.</summary>
    Mermaid,

    /// <summary>DOT, the language of Graphviz, for <c>dot -Tpng</c> and its like.</summary>
    Dot,
}
