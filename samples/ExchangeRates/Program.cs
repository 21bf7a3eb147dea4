using Flows;

// RATES_KEY is read from the environment or from [context.secrets] of the configuration:
// FLOWS__FLOWS__CHECKPOINTING=true PREFECT__CONTEXT__SECRETS__RATES_KEY=abc dotnet run
return await FlowHost.RunAsync(args, ExchangeRates.Create());
