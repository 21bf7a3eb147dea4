using Flows.Visualization;

namespace Flows;

public partial class Flow
{
    /// <summary>
    /// Draws the flow: parameters, tasks and what flows between them. Edges that deal out elements to a mapped task are bold, edges that only order are
    /// dotted. With a run, each task has the colour of its state, and says how long it took and how many children it had.
    /// </summary>
    /// <param name="format">The language. <value>The default is <see cref="GraphFormat.Svg"/>.</value></param>
    /// <param name="run">A run of this flow that gives the colours. <value>The default is null: no colours.</value></param>
    /// <returns>The text of the drawing, several lines.</returns>
    /// <exception cref="ArgumentException">The run is of another flow.</exception>
    public string Visualize(GraphFormat format = GraphFormat.Svg, FlowState? run = null)
    {
        var picture = Picture.Of(Graph, run);
        return format switch
        {
            GraphFormat.Svg => SvgWriter.Write(picture),
            GraphFormat.Mermaid => MermaidWriter.Write(picture),
            GraphFormat.Dot => DotWriter.Write(picture),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "It is no format of a graph: use Svg, Mermaid or Dot."),
        };
    }
}
