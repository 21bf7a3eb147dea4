using Microsoft.CodeAnalysis;

namespace Flows.Generators.Tasks;

/// <summary>Adds to each task the overloads of the same name that record a call of it in a flow.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class TaskGenerator : IIncrementalGenerator
{
    /// <summary>The step whose outputs are the models of the tasks.</summary>
    public const string ModelStep = "TaskModels";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var tasks = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownTypes.TaskAttributeName, static (_, _) => true, TaskModelReader.Read)
            .Where(static model => model is not null)
            .WithTrackingName(ModelStep);
        context.RegisterSourceOutput(tasks, static (output, model) => output.AddSource(TaskWriter.HintName(model!), TaskWriter.Write(model!)));
    }
}
