using System.Diagnostics;
using System.Globalization;
using Authoring.Compile;
using Authoring.Compile.Docx;

namespace Authoring.Benchmarks.Compiling;

/// <summary>
/// A whole report as a Word file, from its texts to the bytes, beside pandoc on the same texts in the same run. Both with no picture: what
/// is measured is writing, not copying. Pandoc is a program of its own, so its start is told apart.
/// </summary>
internal static class DocxBenchmark
{
    internal static int Run(string[] args)
    {
        var folder = args.Length > 0 ? args[0] : CompileBenchmark.DefaultFolder;
        if (!File.Exists(Path.Combine(folder, ReportDefinition.FileName)))
        {
            Console.Error.WriteLine($"no report in {folder}: nothing was measured");
            return 1;
        }

        var report = BenchmarkReport.Load(folder);
        var start = Pandoc("", rounds: 3);
        Console.WriteLine($"{Path.GetFileName(folder)}, {Environment.ProcessorCount} cores; fastest of several rounds");
        Console.WriteLine($"pandoc needs {start?.Time:0} ms for an empty text");
        Console.WriteLine(
            $"{"", -8}{"characters", 12}{"ours, ms", 12}{"first, ms", 12}{"allocated, MB", 15}{"peak, MB", 10}{"file, KB", 10}{"pandoc, ms", 12}{"its peak, MB", 14}{"ratio", 8}"
        );
        foreach (var (copies, rounds) in new[] { (1, 30), (10, 8), (100, 3) })
            Measure(report.Repeated(copies), copies, rounds);
        return 0;
    }

    private static void Measure(BenchmarkReport report, int copies, int rounds)
    {
        var (times, size) = (new List<double>(), 0L);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var peak = 0L;
        for (var round = 0; round < rounds; round++)
        {
            GC.Collect();
            using var watch = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(false)), null, 0, 5);
            var started = Stopwatch.GetTimestamp();
            size = Write(report);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        allocated = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / rounds;
        var pandoc = Pandoc(string.Join("\n\n", report.Texts.Values), copies > 10 ? 1 : 3);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{copies + " ×", -8}{report.Texts.Values.Sum(text => (long)text.Length), 12:N0}{times.Min(), 12:0.0}{times[0], 12:0.0}{allocated / 1e6, 15:0.0}{peak / 1e6, 10:0.0}{size / 1e3, 10:0}{pandoc?.Time, 12:0}{pandoc?.Memory / 1e6, 14:0.0}{pandoc?.Time / times.Min(), 8:0.0}"
            )
        );
    }

    private static long Write(BenchmarkReport report)
    {
        var sources = report.Texts.ToDictionary(entry => entry.Key, entry => SourceFile.Read(entry.Key, entry.Value));
        var compiled = Compiler.Compile(report.Definition, path => sources.GetValueOrDefault(path), _ => null);
        var file = Path.GetTempFileName();
        try
        {
            using var output = File.Create(file);
            compiled.WriteDocx(output, new DocxOptions { Picture = _ => null });
            return output.Length;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Milliseconds and bytes; null: it is not here.</summary>
    private static (double Time, double Memory)? Pandoc(string text, int rounds)
    {
        var (source, target) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            File.WriteAllText(source, text);
            var (best, memory) = (double.MaxValue, 0d);
            for (var round = 0; round < rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                var options = new ProcessStartInfo("pandoc", ["--quiet", "-f", "markdown", "-t", "docx", "--toc", "-o", target, source])
                {
                    UseShellExecute = false,
                };
                using var process = Process.Start(options)!;
                while (!process.WaitForExit(20))
                    memory = Math.Max(memory, MemoryOf(process));
                best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            return (best, memory);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(source);
            File.Delete(target);
        }
    }

    private static long MemoryOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0; // it has just ended
        }
    }
}
