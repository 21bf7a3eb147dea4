using Flows;
using Microsoft.Extensions.Logging;

public static partial class HelloFlow
{
    /// <summary>A task is a method. The logger is injected when the flow runs.</summary>
    [Task(Name = "hello_world")]
    public static string HelloWorld(string name, ILogger logger)
    {
        var greeting = $"Hello {name}";
        logger.LogInformation("{Greeting}", greeting);
        return greeting;
    }

    public static Flow<TaskResult<string>> Create() => Flow.Define("Hello", f =>
    {
        var name = f.Parameter("name", defaultValue: "Bob");
        return HelloWorld(name);
    });
}
