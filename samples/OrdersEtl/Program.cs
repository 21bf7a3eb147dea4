using Flows;

// dotnet run -- run --param shops='["milan"]'
return await FlowHost.RunAsync(args, OrdersEtl.Create());
