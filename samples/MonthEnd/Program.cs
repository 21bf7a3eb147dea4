using Flows;

// Needs a server and an agent, also at the desk: "flows server start", "flows agent local start", and Orders registered.
return await FlowHost.RunAsync(args, MonthEnd.Create());
