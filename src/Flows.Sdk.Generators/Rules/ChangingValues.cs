using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Flows.Generators.Rules;

/// <summary>What gives another value on another machine or at another time, and is no file, service or other thing that an author names.</summary>
internal static class ChangingValues
{
    private const string Constructor = ".ctor";

    /// <summary>Members by their types.</summary>
    private static readonly Dictionary<string, HashSet<string>> Listed = new()
    {
        ["System.DateTime"] = ["Now", "UtcNow", "Today"],
        ["System.DateTimeOffset"] = ["Now", "UtcNow"],
        ["System.TimeProvider"] = ["GetUtcNow", "GetLocalNow", "GetTimestamp", "GetElapsedTime", "LocalTimeZone"],
        ["System.TimeZoneInfo"] = ["Local"],
        ["System.Diagnostics.Stopwatch"] = [Constructor, "StartNew", "GetTimestamp", "GetElapsedTime"],
        ["System.Guid"] = ["NewGuid", "CreateVersion7"],
        // A random generator with a seed gives the same numbers each time; only a constructor without arguments is looked at.
        ["System.Random"] = [Constructor, "Shared"],
        ["System.IO.Path"] = ["GetRandomFileName", "GetTempFileName", "GetTempPath"],
        ["System.IO.Directory"] = ["GetCurrentDirectory", "CreateTempSubdirectory"],
    };

    /// <summary>The members of types that are listed as a whole, except these.</summary>
    private static readonly Dictionary<string, HashSet<string>> ListedExcept = new()
    {
        ["System.Environment"] = ["NewLine", "Exit", "FailFast", "SetEnvironmentVariable"],
        ["System.Security.Cryptography.RandomNumberGenerator"] = ["Dispose"],
    };

    public static bool Includes(ISymbol member)
    {
        var type = member.ContainingType.ToDisplayString();
        return Listed.TryGetValue(type, out var names) ? names.Contains(member.Name)
            : ListedExcept.TryGetValue(type, out var except) && !except.Contains(member.Name);
    }
}
