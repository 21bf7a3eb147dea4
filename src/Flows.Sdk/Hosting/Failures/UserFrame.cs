using System.Diagnostics;

namespace Flows.Hosting.Failures;

/// <summary>The place in the user's own code where an exception came from.</summary>
/// <param name="Method">The method, as it was written.</param>
/// <param name="File">The source file on this machine; null when the program has no symbols.</param>
/// <param name="Line">The line, counted from 1; 0 when it is not known.</param>
internal sealed record UserFrame(string Method, string? File, int Line)
{
    private static readonly string[] NotTheUsers = ["System.", "Microsoft.", "netstandard", "mscorlib"];
    private static readonly string[] Ours = ["Flows.Sdk", "Flows.Sdk.Docker", "Flows.Sdk.S3"];

    /// <summary>The innermost frame of code whose source is here; without such a one, the innermost that is neither .NET's nor ours. Null when there is none.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="programFolder">The output folder of the program.</param>
    public static UserFrame? Of(Exception exception, string programFolder)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames().Select(f => Read(f, programFolder)).OfType<UserFrame>().ToList();
        return frames.Find(static f => f.File is { } file && System.IO.File.Exists(file)) ?? frames.Find(static f => f.File is not null) ?? frames.FirstOrDefault();
    }

    private static UserFrame? Read(StackFrame frame, string programFolder)
    {
        if (DiagnosticMethodInfo.Create(frame) is not { DeclaringTypeName: { } type } method) return null;
        var assembly = method.DeclaringAssemblyName?.Split(',')[0] ?? "";
        if (Ours.Contains(assembly) || NotTheUsers.Any(prefix => assembly.StartsWith(prefix, StringComparison.Ordinal))) return null;
        var file = frame.GetFileName() is { Length: > 0 } named ? SourceFile.Find(named, programFolder) : null;
        return new(MethodName.Of(type, method.Name), file, frame.GetFileLineNumber());
    }
}
