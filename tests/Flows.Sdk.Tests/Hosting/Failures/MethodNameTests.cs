using Flows.Hosting.Failures;

namespace Flows.Sdk.Tests.Hosting.Failures;

public sealed class MethodNameTests
{
    [Theory]
    [InlineData("App.Etl", "Load", "Etl.Load")]
    [InlineData("Etl", "Load", "Etl.Load")]
    [InlineData("App.Etl+Inner", "Load", "Etl.Inner.Load")]
    [InlineData("App.Etl+<Load>d__3", "MoveNext", "Etl.Load")]
    [InlineData("App.Etl`1+<Load>d__3", "MoveNext", "Etl.Load")]
    [InlineData("Etl+<>c", "<Create>b__0_1", "lambda in Etl.Create")]
    [InlineData("Etl+<>c__DisplayClass3_0", "<Create>b__1", "lambda in Etl.Create")]
    [InlineData("Etl+<>c+<<Create>b__0_1>d", "MoveNext", "lambda in Etl.Create")]
    [InlineData("Etl", "<Load>g__Parse|3_0", "Etl.Load.Parse")]
    [InlineData("Program", "<Main>$", "Program.Main")]
    [InlineData("Program+<<Main>$>d__0", "MoveNext", "Program.Main")]
    [InlineData("Program+<>c", "<<Main>$>b__0_0", "lambda in Program.Main")]
    public void Of_ANameOfTheCompiler_IsAsItWasWritten(string type, string method, string written) => MethodName.Of(type, method).ShouldBe(written);
}
