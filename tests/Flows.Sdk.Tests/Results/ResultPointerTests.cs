using Flows.Results;
using Flows.States;

namespace Flows.Sdk.Tests.Results;

public sealed class ResultPointerTests
{
    public class Animal
    {
        public string? Name { get; set; }
    }

    public sealed class Dog : Animal
    {
        public int Tricks { get; set; }
    }

    public sealed class ReadOnly
    {
        public int Value { get; private set; }

        public static ReadOnly Of(int value) => new() { Value = value };
    }

    public sealed class Throwing
    {
        public int Value => throw new InvalidOperationException("not here");
    }

    [Theory]
    [InlineData(ResultPointer.MaxBytes - 2, ResultPointer.Inline)]
    [InlineData(ResultPointer.MaxBytes - 1, ResultPointer.InMemory)]
    public void Attach_TextAroundTheBound_TravelsUpToIt(int length, string pointer)
    {
        ResultPointer.Attach(new string('x', length), typeof(string)).PointerType.ShouldBe(pointer);
    }

    [Fact]
    public void Attach_EndlessSequence_StopsAtTheBound()
    {
        ResultPointer.Attach(Endless(), typeof(IEnumerable<int>)).PointerType.ShouldBe(ResultPointer.InMemory);
    }

    [Fact]
    public void Attach_ValueThatWouldComeBackAsLess_StaysInMemory()
    {
        ResultPointer.Attach(new Dog { Name = "Rex", Tricks = 3 }, typeof(Animal)).PointerType.ShouldBe(ResultPointer.InMemory);
        ResultPointer.Attach(ReadOnly.Of(3), typeof(ReadOnly)).PointerType.ShouldBe(ResultPointer.InMemory);
        ResultPointer.Attach(new Throwing(), typeof(Throwing)).PointerType.ShouldBe(ResultPointer.InMemory);
        ResultPointer.Attach(typeof(int), typeof(Type)).PointerType.ShouldBe(ResultPointer.InMemory);
    }

    [Fact]
    public void Attach_ListAsAnInterface_Travels()
    {
        ResultPointer.Attach(new List<int> { 1 }, typeof(IReadOnlyList<int>)).Location.ShouldBe("[1]");
    }

    [Fact]
    public void TryLoad_WhatWasAttached_GivesTheValue()
    {
        var attached = ResultPointer.Attach(new Animal { Name = "Tom" }, typeof(Animal));
        var stored = StateResult.At(attached.PointerType!, attached.Location);

        ((Animal)ResultPointer.TryLoad(stored, typeof(Animal))!.Value!).Name.ShouldBe("Tom");
    }

    [Theory]
    [InlineData("Result", null)]
    [InlineData("LocalResult", "/somewhere")]
    [InlineData("PrefectResult", "\"text\"")]
    public void TryLoad_ValueThatCannotBeHad_IsNull(string pointer, string? location) =>
        ResultPointer.TryLoad(StateResult.At(pointer, location), typeof(int)).ShouldBeNull();

    [Fact]
    public void TryLoad_StateSetByHandWithoutAResult_IsANullValue()
    {
        ResultPointer.TryLoad(StateResult.None, typeof(string))!.HasValue.ShouldBeTrue();
    }

    private static IEnumerable<int> Endless()
    {
        while (true) yield return 1;
    }
}
