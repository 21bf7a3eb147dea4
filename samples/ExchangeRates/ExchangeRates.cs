using Flows;
using Microsoft.Extensions.Logging;

public sealed record Rate(string Currency, decimal PerEuro);

/// <summary>Results that are kept: the day's rates are asked for once, whichever run comes first; a secret that no log line shows.</summary>
public static partial class ExchangeRates
{
    /// <summary>The service counts each question, so its answer is kept as a file of the day: a run that finds the file takes it and asks nothing.</summary>
    [Task(Target = "rates/{today}/{currency}.json", Retries = 3, RetryDelaySeconds = 10)]
    public static Rate Fetch(string currency, string key, ILogger logger)
    {
        logger.LogInformation("Asking for {Currency} with key {Key}", currency, key);
        return new(currency, currency switch { "USD" => 1.10m, "GBP" => 0.85m, _ => throw new ArgumentException($"There is no rate for {currency}.") });
    }

    [Task]
    public static decimal Convert(decimal euros, Rate rate) => Math.Round(euros * rate.PerEuro, 2);

    public static Flow<(MappedResult<Rate> Rates, MappedResult<decimal> Prices)> Create() => Flow
        .Define("Rates", f =>
        {
            var currencies = f.Parameter<List<string>>("currencies", ["USD", "GBP"]);
            var rates = Fetch(currencies.Each(), f.Secret("RATES_KEY"));
            return (rates, Convert(f.Parameter("euros", 100m), rates.Each()));
        })
        .WithResultStore(new LocalResultStore("results"));
}
