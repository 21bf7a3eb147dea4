namespace Flows.Binding;

/// <summary>A value that exists only once the flow runs.</summary>
public interface IDeferred : IMapArgument;

/// <summary>A <typeparamref name="T"/> that exists only once the flow runs.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public interface IDeferred<out T> : IDeferred, IMapArgument<T>;
