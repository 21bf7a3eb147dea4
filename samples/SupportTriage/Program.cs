using Flows;

// dotnet run -- run --param ticket='{"Customer":"Ada","Text":"My invoice is wrong"}'
return await FlowHost.RunAsync(args, SupportTriage.Create());
