using System.Text.Json;
using Flows.Cli.Programs;
using Flows.Client;
using Flows.States;
using Flows.Wire;

namespace Flows.Cli.Running;

/// <summary>Executes the flow run that the environment names: by the program of its flow, which is on this machine (contract section 5.3).</summary>
internal sealed class Execution(CliEnvironment process)
{
    private const string LoggerName = "execute flow-run";

    /// <summary>Executes it.</summary>
    /// <returns>The exit code of its program: 0 when the run was executed, however the flow ended.</returns>
    /// <exception cref="CliException">There is no such run, or its program is not here; the run says so too.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var configuration = process.LoadConfiguration();
        if (configuration["context.flow_run_id"] is not { Length: > 0 } id)
            throw new CliException("There is no flow run to execute: agents name it in PREFECT__CONTEXT__FLOW_RUN_ID; give --id to name it yourself.");
        using var client = process.Connect(configuration, patient: true);
        var program = await FindProgramAsync(client, Ids.Check(id, "flow run"), stop);
        return process.IsTerminal
            ? await ChildProcess.RunOnConsoleAsync(process, [program, "execute", "flow-run"])
            : await ChildProcess.RunAsync(process, [program, "execute", "flow-run"], process.Output.WriteLine, process.Error.WriteLine, stop);
    }

    private async Task<string> FindProgramAsync(FlowsClient client, string id, CancellationToken stop)
    {
        var run = await client.GetFlowRunInfoAsync(id, stop);
        var flow = await client.DescribeFlowAsync(new() { Id = run.FlowId }, stop);
        var reason = flow is { } known && known.TryGetProperty("storage", out var json) && json.ValueKind == JsonValueKind.Object
            ? WhyNot(StorageDocument.FromJson(json), known.GetProperty("name").GetString() ?? "", out var program)
            : NoProgram("the flow was registered without a storage", out program);
        if (reason is null) return program!;
        var message = $"Failed to load and execute flow run: {reason}.";
        await client.WriteRunLogsAsync([new() { FlowRunId = id, Timestamp = WireTime.Format(process.TimeProvider.GetUtcNow()), Name = LoggerName, Level = "ERROR", Message = message }], stop);
        await client.SetFlowRunStateAsync(id, new Failed { Message = message }, null, stop);
        throw new CliException(message);
    }

    private static string? WhyNot(StorageDocument storage, string flow, out string? program)
    {
        program = storage is ModuleStorageDocument { Module: { } module } ? Path.GetFullPath(module) : storage.Flows.GetValueOrDefault(flow);
        if (program is null) return $"its storage ({storage.Type}) does not say where flow '{flow}' is";
        if (!ModuleStorageDocument.IsProgram(program)) return $"'{program}' is no .NET program";
        return File.Exists(program) ? null : $"its program '{program}' is not on this machine ({Environment.MachineName})";
    }

    private static string NoProgram(string reason, out string? program)
    {
        program = null;
        return reason;
    }
}
