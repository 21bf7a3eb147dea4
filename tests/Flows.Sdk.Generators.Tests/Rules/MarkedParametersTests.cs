using System.Reflection;

namespace Flows.Sdk.Generators.Tests.Rules;

/// <summary>The rules follow the marks on delegate parameters, so what an author calls while a flow is written must have one.</summary>
public sealed class MarkedParametersTests
{
    private static readonly Type[] AuthorTypes =
        [typeof(Flow), typeof(FlowBuilder), typeof(DeferredExtensions), typeof(TaskResultExtensions), typeof(Trigger), typeof(CacheValidator), typeof(SwitchBlock<>), typeof(SwitchBlock<,>), typeof(ResourceBlock<>)];

    [Fact]
    public void DelegateParameters_OfTheLanguage_SayWhenTheyRun()
    {
        var unmarked = from type in AuthorTypes
                       from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                       from parameter in method.GetParameters()
                       where parameter.ParameterType.IsSubclassOf(typeof(Delegate))
                       where !parameter.IsDefined(typeof(AuthoringAttribute)) && !parameter.IsDefined(typeof(TaskBodyAttribute))
                       select $"{type.Name}.{method.Name}({parameter.Name})";
        unmarked.ShouldBeEmpty("mark it [Authoring] when it runs while the flow is written, [TaskBody] when it runs in the flow");
    }
}
