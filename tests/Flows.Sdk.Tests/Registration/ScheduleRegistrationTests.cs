namespace Flows.Sdk.Tests.Registration;

/// <summary>A flow's schedule goes to the server with the flow.</summary>
public sealed class ScheduleRegistrationTests : IDisposable
{
    private readonly RegistrationWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Register_FlowWithASchedule_PostsIt()
    {
        var schedule = Schedule.Cron("0 6 * * *", "Europe/Berlin").WithParameters(new() { ["name"] = "Ada" }).WithLabels("big");

        await world.RegisterAsync(flow: RegistrationWorld.Hello().WithSchedule(schedule));

        world.PostedFlow.GetProperty("schedule").ShouldBeJson(schedule.ToJson());
        world.Posted.GetProperty("set_schedule_active").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Register_FlowWithoutASchedule_PostsNone()
    {
        await world.RegisterAsync();

        world.PostedFlow.GetProperty("schedule").ShouldBeJson("null");
    }

    [Fact]
    public async Task Register_RequiredParameterThatAClockLeavesOpen_IsRefused()
    {
        var flow = Flow.Define("Hello", f => { f.Parameter<string>("name"); });
        flow.Schedule = Schedule.Combine(Schedule.Cron("0 6 * * *").WithParameters(new() { ["name"] = "Ada" }), Schedule.Cron("0 7 * * *"));

        (await Should.ThrowAsync<FlowRegistrationException>(() => world.RegisterAsync(flow: flow))).Message.ShouldStartWith(
            "Flow 'Hello' needs a value for its parameter 'name', but the schedule cron \"0 7 * * *\" gives none: give it one with .WithParameters(");
    }
}
