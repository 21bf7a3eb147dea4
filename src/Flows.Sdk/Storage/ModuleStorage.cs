using System.Security.Cryptography;
using System.Text;
using Flows.Storage;
using Flows.Wire;

namespace Flows;

/// <summary>
/// Keeps nothing: the program is already where runs start it, on the machine of a local agent or in the image of a <see cref="DockerRun"/>. What
/// is there when a run starts is what runs; the program checks by itself that its flow is the registered one.
/// </summary>
public sealed class ModuleStorage : FlowStorage
{
    /// <summary>
    /// The program's assembly, for example <c>/app/HelloFlow.dll</c>; a relative path counts from the run's working folder.
    /// <value>The default is null: the file of the program that registers the flow.</value>
    /// </summary>
    public string? Module { get; init; }

    /// <inheritdoc/>
    public override string Kind => "module";

    /// <inheritdoc/>
    public override Task<StoredFlow> StoreAsync(StorageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var module = Module ?? Path.GetFullPath(Path.Combine(request.ProgramFolder, request.AssemblyFile));
        if (!ModuleStorageDocument.IsProgram(module))
            throw new FlowStorageException($"The module '{module}' is no .NET program: name its assembly, for example /app/{request.AssemblyFile}.");
        request.Progress.Step($"Nothing is stored: runs start {module}");
        var document = new ModuleStorageDocument { Module = module, Flows = new Dictionary<string, string> { [request.FlowName] = module } };
        return Task.FromResult(new StoredFlow(document, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(module))), module));
    }
}
