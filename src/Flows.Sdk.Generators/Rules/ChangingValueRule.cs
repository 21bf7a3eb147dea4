using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Flows.Generators.Rules;

/// <summary>FLOW007: a flow is written again each time its program starts, so clock, chance and environment must not decide how it comes out.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChangingValueRule() : Rule(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "FLOW007",
        "Clock, random or environment is read while a flow is written",
        "'{0}' may give another value each time the flow is written, here and where it runs: read it inside a task, or make it a parameter of the flow",
        "Flows.Authoring",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("FLOW007"));

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes known) => context.RegisterOperationAction(
        c =>
        {
            if (Read(c.Operation) is not { } member || !ChangingValues.Includes(member)) return;
            if (AuthoringScope.FlowAt(c.Operation, c.ContainingSymbol, known) is not null)
                c.ReportDiagnostic(At(c.Operation.Syntax.GetLocation(), NameOf(member)));
        },
        OperationKind.PropertyReference,
        OperationKind.Invocation,
        OperationKind.MethodReference,
        OperationKind.ObjectCreation);

    private static ISymbol? Read(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation property => property.Property,
        IInvocationOperation call => call.TargetMethod,
        IMethodReferenceOperation method => method.Method,
        IObjectCreationOperation { Arguments.IsEmpty: true } creation => creation.Constructor,
        _ => null,
    };

    private static string NameOf(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Constructor }
        ? $"new {member.ContainingType.Name}()"
        : $"{member.ContainingType.Name}.{member.Name}";
}
