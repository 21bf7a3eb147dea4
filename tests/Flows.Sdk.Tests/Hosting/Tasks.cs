using Microsoft.Extensions.Logging;

namespace Flows.Sdk.Tests.Hosting;

internal static partial class Tasks
{
    [Task(Name = "greet")]
    public static void Greet(string name, int? count, ILogger logger) => logger.LogInformation("{Text}", $"Hello {name} {count}".TrimEnd());
}
