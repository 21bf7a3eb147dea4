using Flows.States;
using Spectre.Console;

namespace Flows.Hosting.Live;

/// <summary>The sign and the colour of a state in a terminal. The colours are the terminal's own, so that they can be read on each background.</summary>
internal static class StateMarks
{
    private static readonly string[] Spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
    private static readonly string[] PlainSpinner = ["-", "\\", "|", "/"];

    /// <summary>The sign of a state: one character wide.</summary>
    /// <param name="state">The state.</param>
    /// <param name="unicode">Whether the terminal has more than ASCII.</param>
    /// <param name="frame">Which picture of those that move.</param>
    public static string Sign(State state, bool unicode, int frame) => state switch
    {
        Running => unicode ? Spinner[frame % Spinner.Length] : PlainSpinner[frame % PlainSpinner.Length],
        Retrying => unicode ? "↻" : "r",
        Skipped => unicode ? "↷" : "s",
        Cached => unicode ? "≡" : "c",
        Success => unicode ? "✓" : "+",
        Failed or ClientFailed => unicode ? "✗" : "x",
        Cancelled => unicode ? "■" : "o",
        Paused => unicode ? "‖" : "p",
        _ => unicode ? "·" : ".",
    };

    /// <summary>The colour of a state.</summary>
    public static Color ColorOf(State state) => state switch
    {
        Running => Color.Blue,
        Retrying or Paused or Queued or Cancelled => Color.Yellow,
        Skipped => Color.Grey,
        Success => Color.Green,
        Failed or ClientFailed => Color.Red,
        _ => Color.Grey,
    };
}
