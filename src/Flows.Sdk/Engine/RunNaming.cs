using Flows.Graph;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>Names a task run after its inputs (contract section 8.3, step 9). A name is for people: without one the task runs all the same.</summary>
internal static class RunNaming
{
    public static async ValueTask NameAsync(FlowRunContext flow, TaskRun run, NameTemplate template, object?[] values, ILogger logger)
    {
        try
        {
            var name = flow.Options.Redactor.Clean(template.Render(field => TemplateField.Find(flow, run, values, field)));
            if (run.RecordIfAny?.RunName == name) return;
            run.Record.RunName = name;
            await flow.Store.SetTaskRunNameAsync(run.Facts(run.State), name, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or RunStoreException)
        {
            logger.LogWarning("Task '{Task}': its run keeps its name, since '{Template}' could not be filled in or stored: {Problem}", run.DisplayName, template.Text, e.Message);
        }
    }
}
