using System.Collections;
using System.Text.Json.Serialization;
using Flows.Results;

namespace Flows.Sdk.Tests.Results;

public sealed class JsonTypesTests
{
    public sealed record Row(int Id, List<Row> Children);

    public sealed record Session(string Name, Action OnClose);

    public sealed record Wrapped(Session Session);

    public sealed class Private
    {
        private Private() { }

        public int X { get; set; }
    }

    public sealed class Fixed
    {
        public int X { get; } = 1;
    }

    public abstract class Shape
    {
        public int Sides { get; set; }
    }

    [JsonDerivedType(typeof(Circle), "circle")]
    public abstract class Drawn;

    public sealed class Circle : Drawn
    {
        public double Radius { get; set; }
    }

    public sealed class Computed : IEnumerable<int>
    {
        public IEnumerator<int> GetEnumerator() => Enumerable.Empty<int>().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    public static TheoryData<Type> Data =>
    [
        typeof(int), typeof(string), typeof(Row), typeof((int, string)), typeof(List<Row>), typeof(IReadOnlyList<Row[]>), typeof(Dictionary<string, Row>),
        typeof(Dictionary<DayOfWeek, int?>), typeof(Drawn), typeof(object), typeof(Unit), typeof(TimeSpan), typeof(KeyValuePair<string, int>), typeof(HashSet<Guid>), typeof(byte[]), typeof(IEnumerable<int>),
    ];

    [Theory]
    [MemberData(nameof(Data))]
    public void Problem_OfData_IsNone(Type type) => new JsonTypes(ValueJsonOptions.Default).Problem(type).ShouldBeNull();

    [Theory]
    [InlineData(typeof(Type), "cannot be written as JSON")]
    [InlineData(typeof(Stream), "cannot be written as JSON")]
    [InlineData(typeof(int[,]), "cannot be written as JSON")]
    [InlineData(typeof(IAsyncEnumerable<int>), "cannot be written as JSON")]
    [InlineData(typeof(Wrapped), "has the member Session of type Session, which has the member OnClose of type Action, which cannot be written as JSON")]
    [InlineData(typeof(List<Session>), "has elements of type Session, which has the member OnClose of type Action, which cannot be written as JSON")]
    [InlineData(typeof(Private), "cannot be read back from JSON, since it has no public constructor that the serializer can choose")]
    [InlineData(typeof(Fixed), "cannot be read back from JSON, since none of its members can be set")]
    [InlineData(typeof(Shape), "cannot be read back from JSON, since it does not say which kind of it is meant")]
    [InlineData(typeof(Computed), "cannot be read back from JSON, since the serializer cannot make such a collection")]
    [InlineData(typeof(Dictionary<Row, int>), "has keys of type Row, which are no text in JSON")]
    public void Problem_OfWhatJsonCannotHold_SaysWhichPart(Type type, string problem) => new JsonTypes(ValueJsonOptions.Default).Problem(type).ShouldBe(problem);
}
