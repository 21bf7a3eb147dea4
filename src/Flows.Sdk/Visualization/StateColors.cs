using System.Globalization;
using Flows.States;

namespace Flows.Visualization;

/// <summary>The colour of each state, as the field knows them (contract section 8.1).</summary>
internal static class StateColors
{
    /// <summary>A colour as <c>#rrggbb</c>.</summary>
    public static string Of(State state) => state switch
    {
        Paused => "#99a8e8",
        Resume => "#f58c0c",
        Retrying => "#f66a0a",
        Scheduled => "#ffab00",
        Pending => "#7ebdff",
        Submitted => "#ffdf5d",
        Queued => "#ffea7f",
        ClientFailed => "#eb0000",
        Cancelling => "#e8e8e8",
        Running => "#3d67ff",
        Cached => "#34d058",
        Skipped => "#62757f",
        Mapped => "#003ccb",
        Success => "#28a745",
        Cancelled => "#bdbdbd",
        TimedOut => "#ff4e33",
        TriggerFailed or ValidationFailed => "#ff5131",
        Failed => "#eb0000",
        _ => "#003ccb",
    };

    /// <summary>Black or white, whichever can be read better on a colour: the one with the higher contrast by the formula of WCAG.</summary>
    public static string TextOn(string color)
    {
        var luminance = (0.2126 * Linear(color, 1)) + (0.7152 * Linear(color, 3)) + (0.0722 * Linear(color, 5));
        return (luminance + 0.05) * (luminance + 0.05) > 1.05 * 0.05 ? "#000000" : "#ffffff";
    }

    private static double Linear(string color, int start)
    {
        var part = int.Parse(color.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }
}
