using Flows.Registration;

namespace Flows.Sdk.Tests.Registration;

public sealed class TypeNamesTests
{
    [Theory]
    [InlineData(typeof(string), "<class 'str'>")]
    [InlineData(typeof(long), "<class 'int'>")]
    [InlineData(typeof(double), "<class 'float'>")]
    [InlineData(typeof(bool), "<class 'bool'>")]
    [InlineData(typeof(DateTimeOffset), "<class 'datetime.datetime'>")]
    [InlineData(typeof(Unit), "None")]
    [InlineData(typeof(object), "typing.Any")]
    [InlineData(typeof(int?), "typing.Optional[int]")]
    [InlineData(typeof(string[]), "typing.List[str]")]
    [InlineData(typeof(IReadOnlyList<List<int>>), "typing.List[typing.List[int]]")]
    [InlineData(typeof(Dictionary<string, double>), "typing.Dict[str, float]")]
    [InlineData(typeof(Dictionary<int, double>), "typing.Any")]
    [InlineData(typeof(HashSet<Guid>), "typing.Set[uuid.UUID]")]
    [InlineData(typeof(DayOfWeek), "<class 'str'>")]
    public void Of_ClrType_IsNamedInTheProtocolsWords(Type type, string name) => TypeNames.Of(type).ShouldBe(name);
}
