using System.Diagnostics;
using System.Globalization;
using Authoring.Text;

namespace Authoring.Benchmarks.Traces;

/// <summary>
/// What a central authority does with each keystroke, on one core and without network or disk: parse what came in, apply it,
/// keep it in the log, so that any older client can be rebased; and with the check and the writing of its own JSON.
/// </summary>
internal static class TraceBenchmark
{
    private const int Rounds = 5;

    /// <summary>Beside the repository, if somebody put traces there.</summary>
    internal static string DefaultFolder
    {
        get
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "Authoring.sln")))
                root = root.Parent;
            return Path.GetFullPath(Path.Combine(root?.FullName ?? ".", "../shared/bench/traces"));
        }
    }

    internal static int Run(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json.gz").Order(StringComparer.Ordinal).ToArray() : [];
        if (files.Length == 0)
        {
            Console.Error.WriteLine($"no traces (*.json.gz) in {folder}: nothing was measured");
            return 1;
        }
        var collector = System.Runtime.GCSettings.IsServerGC ? "server" : "workstation";
        Console.WriteLine($"{Environment.ProcessorCount} cores, {collector} GC; medians of {Rounds} rounds");
        Console.WriteLine("append: parse, apply, keep what came; authority: parse, check, apply, write, keep what was written");
        Console.WriteLine($"{"trace", -22}{"edits", 10}{"append", 16}{"authority", 16}{"10 × edits", 14}{"cost of 10 ×", 14}");
        foreach (var file in files)
        {
            var trace = Trace.Load(file);
            Console.WriteLine(Line(trace));
        }
        return 0;
    }

    private static string Line(Trace trace)
    {
        var tenfold = trace.Repeated(10);
        var (once, messages) = (trace.Messages(), tenfold.Messages());
        Replay(trace, once, whole: true);
        var (append, authority, ten) = (new List<double>(), new List<double>(), new List<double>());
        // In turn, so that a slow moment of the machine does not fall on one of them alone.
        for (var round = 0; round < Rounds; round++)
        {
            append.Add(Replay(trace, once, whole: false));
            authority.Add(Replay(trace, once, whole: true));
            ten.Add(Replay(tenfold, messages, whole: true));
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{trace.Name, -22}{trace.Edits.Length, 10}{PerSecond(trace, append), 14:N0}/s"
                + $"{PerSecond(trace, authority), 14:N0}/s{PerSecond(tenfold, ten), 12:N0}/s{Median(ten) / Median(authority), 12:N1} ×"
        );
    }

    private static double Replay(Trace trace, byte[][] messages, bool whole)
    {
        GC.Collect();
        var log = new List<byte[]>();
        var text = Rope.From(trace.Start);
        var started = Stopwatch.GetTimestamp();
        foreach (var message in messages)
        {
            var change = ChangeSet.Parse(message);
            if (whole && change.Check(text) is { } problem)
                throw new InvalidOperationException(problem.Message);
            text = change.Apply(text);
            log.Add(whole ? change.ToUtf8Json() : message);
        }
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (text.ToString() != trace.End)
            throw new InvalidOperationException($"{trace.Name}: another text came out");
        return seconds;
    }

    private static double PerSecond(Trace trace, List<double> seconds) => trace.Edits.Length / Median(seconds);

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);
}
