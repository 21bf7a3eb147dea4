using Flows;

// dotnet run -- run                 now, once
// dotnet run -- run --on-schedule   here, at each time of the schedule
// dotnet run -- register            on the server, which starts a run at each time
return await FlowHost.RunAsync(args, DailyReport.Create());
