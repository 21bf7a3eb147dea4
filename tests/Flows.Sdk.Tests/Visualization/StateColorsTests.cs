using Flows.States;
using Flows.Visualization;

namespace Flows.Sdk.Tests.Visualization;

public sealed class StateColorsTests
{
    public static TheoryData<State, string> Colors => new()
    {
        { new Pending(), "#7ebdff" },
        { new Scheduled(), "#ffab00" },
        { new Paused(), "#99a8e8" },
        { new Submitted(), "#ffdf5d" },
        { new Queued(), "#ffea7f" },
        { new Resume(), "#f58c0c" },
        { new Retrying(), "#f66a0a" },
        { new Running(), "#3d67ff" },
        { new Cancelling(), "#e8e8e8" },
        { new Finished(), "#003ccb" },
        { new Looped(), "#003ccb" },
        { new Mapped(), "#003ccb" },
        { new Success(), "#28a745" },
        { new Cached(), "#34d058" },
        { new Cancelled(), "#bdbdbd" },
        { new Failed(), "#eb0000" },
        { new ClientFailed(), "#eb0000" },
        { new TimedOut(), "#ff4e33" },
        { new TriggerFailed(), "#ff5131" },
        { new ValidationFailed(), "#ff5131" },
        { new Skipped(), "#62757f" },
    };

    [Theory]
    [MemberData(nameof(Colors))]
    public void Of_EachState_IsTheColourThatTheFieldKnows(State state, string color) => StateColors.Of(state).ShouldBe(color);

    [Theory]
    [InlineData("#003ccb", "#ffffff")]
    [InlineData("#eb0000", "#ffffff")]
    [InlineData("#ffea7f", "#000000")]
    [InlineData("#28a745", "#000000")]
    public void TextOn_AColour_IsTheOneThatCanBeRead(string color, string text) => StateColors.TextOn(color).ShouldBe(text);
}
