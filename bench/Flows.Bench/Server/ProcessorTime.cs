using System.Globalization;

namespace Flows.Bench.Server;

/// <summary>The processor time of a process and of all that it has started, from Linux's accounts.</summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100;

    /// <summary>Seconds of a process, its living descendants, and those that have ended.</summary>
    public static double OfTree(int root)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _)).Select(n => Read(int.Parse(n!, CultureInfo.InvariantCulture)))
            .OfType<(int Id, int Parent, double Own, double Ended)>().ToList();
        var (sum, known) = (0.0, new HashSet<int> { root });
        while (all.FindAll(p => known.Contains(p.Parent) && known.Add(p.Id)).Count > 0) { }
        foreach (var process in all.Where(p => known.Contains(p.Id))) sum += process.Own + process.Ended;
        return sum;
    }

    /// <summary>Anonymous resident memory of a process, in MB.</summary>
    public static double AnonymousMegabytes(int id) =>
        double.Parse(File.ReadLines($"/proc/{id}/status").First(l => l.StartsWith("RssAnon:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
            CultureInfo.InvariantCulture) / 1024;

    private static (int Id, int Parent, double Own, double Ended)? Read(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            double Seconds(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture) / TicksPerSecond;
            return (id, int.Parse(fields[1], CultureInfo.InvariantCulture), Seconds(11) + Seconds(12), Seconds(13) + Seconds(14));
        }
        catch (IOException)
        {
            return null; // It has ended in the meantime.
        }
    }
}
