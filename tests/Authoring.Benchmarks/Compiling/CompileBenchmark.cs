using System.Diagnostics;
using System.Globalization;
using Authoring.Compile;
using Markdig;

namespace Authoring.Benchmarks.Compiling;

/// <summary>
/// What a whole report costs, as multiples of what Markdig alone takes to make HTML of the same texts in the same run, and what one
/// edited section costs until the lists are right. Ten and a hundred times the report are so many copies of its files in one report.
/// </summary>
internal static class CompileBenchmark
{
    private static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().UsePipeTables().UseFootnotes().Build();
    private static readonly ImageFacts Picture = new(640, 360, "image/png");

    internal static int Run(string[] args)
    {
        var folder = args.Length > 0 ? args[0] : DefaultFolder;
        if (!File.Exists(Path.Combine(folder, ReportDefinition.FileName)))
        {
            Console.Error.WriteLine($"no report in {folder}: nothing was measured");
            return 1;
        }

        var report = BenchmarkReport.Load(folder);
        Console.WriteLine($"{Path.GetFileName(folder)}, {Environment.ProcessorCount} cores; fastest of several rounds, milliseconds");
        Console.WriteLine("whole: read, number, resolve, write HTML; edit: one section read again, everything numbered, lists made");
        Console.WriteLine(
            $"{"", -8}{"characters", 12}{"items", 8}{"Markdig", 10}{"whole", 10}{"ratio", 8}{"read", 10}"
                + $"{"number", 10}{"write", 10}{"edit", 10}{"of it numbering", 17}"
        );
        WarmUp(report);
        double first = 0;
        foreach (var (copies, rounds) in new[] { (1, 200), (10, 50), (100, 15) })
        {
            var whole = Measure(report.Repeated(copies), copies, rounds);
            if (copies == 1)
                first = whole;
            else
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{"", -8}{copies} × the text costs {whole / first:0.0} × the time")
                );
        }

        return 0;
    }

    /// <summary>Beside the repository, if somebody put reports there.</summary>
    internal static string DefaultFolder
    {
        get
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "Authoring.sln")))
                root = root.Parent;
            return Path.GetFullPath(Path.Combine(root?.FullName ?? ".", "../shared/reports/siping-2025"));
        }
    }

    private static double Measure(BenchmarkReport report, int copies, int rounds)
    {
        var (markdig, read, number, write, edit, renumber) = (
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>()
        );
        var items = 0;
        // In turn, so that a slow moment of the machine does not fall on one of them alone.
        for (var round = 0; round < rounds; round++)
        {
            markdig.Add(Time(() => report.Texts.Values.Sum(text => Markdown.ToHtml(text, Plain).Length)));
            Dictionary<string, SourceFile> sources = [];
            read.Add(Time(() => sources = report.Texts.ToDictionary(entry => entry.Key, entry => SourceFile.Read(entry.Key, entry.Value))));
            CompiledReport? compiled = null;
            number.Add(Time(() => compiled = Compile(report, sources)));
            write.Add(Time(() => Write(compiled!)));
            items = compiled!.Contents.Count + compiled.Figures.Count + compiled.Tables.Count + compiled.Cases.Count;
            var edited = report
                .Texts[report.Largest]
                .Insert(report.Texts[report.Largest].Length / 2, round.ToString(CultureInfo.InvariantCulture));
            edit.Add(Time(() => sources[report.Largest] = SourceFile.Read(report.Largest, edited)));
            renumber.Add(Time(() => compiled = Compile(report, sources)));
        }

        var (alone, whole) = (Best(markdig), Best(read) + Best(number) + Best(write));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{copies + " ×", -8}{report.Texts.Values.Sum(text => (long)text.Length), 12:N0}{items, 8:N0}"
                    + $"{alone, 10:0.00}{whole, 10:0.00}{whole / alone, 8:0.00}{Best(read), 10:0.00}{Best(number), 10:0.00}"
                    + $"{Best(write), 10:0.00}{Best(edit) + Best(renumber), 10:0.00}{Best(renumber), 17:0.00}"
            )
        );
        return whole;
    }

    private static CompiledReport Compile(BenchmarkReport report, Dictionary<string, SourceFile> sources) =>
        Compiler.Compile(report.Definition, path => sources.GetValueOrDefault(path), _ => Picture);

    /// <summary>As the command line writes it: piece by piece, here to nowhere.</summary>
    private static bool Write(CompiledReport compiled)
    {
        compiled.WriteHtml(TextWriter.Null);
        return true;
    }

    /// <summary>Until the runtime has compiled what is measured for good.</summary>
    private static void WarmUp(BenchmarkReport report)
    {
        for (var round = 0; round < 1500; round++)
        {
            foreach (var text in report.Texts.Values)
                Markdown.ToHtml(text, Plain);
            Compile(report, report.Texts.ToDictionary(entry => entry.Key, entry => SourceFile.Read(entry.Key, entry.Value))).ToHtml();
        }
    }

    private static double Time<T>(Func<T> action)
    {
        GC.Collect(); // each pays for its own garbage
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>The fastest round: what the machine does when nothing else wants it.</summary>
    private static double Best(List<double> times) => times.Min();
}
