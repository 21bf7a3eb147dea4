namespace Flows.Server.Model;

/// <summary>JSON as text: a value of a JSON column.</summary>
/// <param name="Text">Valid JSON.</param>
internal readonly record struct JsonText(string Text)
{
    public override string ToString() => Text;
}
