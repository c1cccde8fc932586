using Authoring.Benchmarks.Compiling;
using Authoring.Benchmarks.Live;
using Authoring.Benchmarks.Log;
using Authoring.Benchmarks.Pages;
using Authoring.Benchmarks.Pictures;
using Authoring.Benchmarks.Publishing;
using Authoring.Benchmarks.Traces;

return args switch
{
    ["traces"] => TraceBenchmark.Run(TraceBenchmark.DefaultFolder),
    ["traces", var folder] => TraceBenchmark.Run(folder),
    ["compile", .. var rest] => CompileBenchmark.Run(rest),
    ["docx", .. var rest] => DocxBenchmark.Run(rest),
    ["rebase"] => RebaseBenchmark.Run(),
    ["difference"] => DifferenceBenchmark.Run(),
    ["memory"] => await MemoryBenchmark.RunAsync(),
    ["live", .. var numbers] when numbers.Length <= 3 && numbers.All(number => int.TryParse(number, out _)) => await LiveBenchmark.RunAsync(
        int.Parse(numbers.ElementAtOrDefault(0) ?? "100"),
        int.Parse(numbers.ElementAtOrDefault(1) ?? "1"),
        int.Parse(numbers.ElementAtOrDefault(2) ?? "15")
    ),
    ["log"] => await LogBenchmark.RunAsync(TraceBenchmark.DefaultFolder),
    ["log", var folder] => await LogBenchmark.RunAsync(folder),
    ["append", .. var number] when number is [] or [_] && number.All(n => int.TryParse(n, out _)) => await AppendBenchmark.RunAsync(
        int.Parse(number.ElementAtOrDefault(0) ?? "2000")
    ),
    ["history"] => await HistoryBenchmark.RunAsync(),
    ["pictures"] => PictureBenchmark.Run(),
    ["pictures", var file] => PictureBenchmark.Run(file),
    ["publish"] => await PublishBenchmark.RunAsync(PublishBenchmark.DefaultFolder),
    ["publish", var folder] => await PublishBenchmark.RunAsync(folder),
    ["page"] => await PageBenchmark.RunAsync("http://localhost:5080"),
    ["page", var server] => await PageBenchmark.RunAsync(server.TrimEnd('/')),
    _ => Help(),
};

static int Help()
{
    Console.Error.WriteLine(
        """
        traces [FOLDER]   replays recorded writing sessions (*.json.gz) keystroke by keystroke
        compile [FOLDER]  compiles a report, ten of it and a hundred of it, beside Markdig alone
        docx [FOLDER]     writes it as a Word file, beside pandoc on the same texts
        live [WRITERS] [TEXTS] [SECONDS]   many people who type at a server of its own process
        log [FOLDER]      what a recorded session weighs in the database, plain and packed, and what opening a long-lived text costs
        append [UPDATES]  how many updates a second the log takes, each on disk before it is acknowledged, from one writer and from many
        history           what looking back costs in texts of 1,000, 10,000 and 100,000 updates
        memory            what a server keeps in memory while twenty people type for hours
        publish [FOLDER]  lays a report out as a PDF again and again, and what a key takes meanwhile
        page [ADDRESS]    opens a text of a running demo in new browsers: first paint, and what scripts and styles weigh
        pictures [FILE]   takes photographs of 12 and 48 megapixels and draws them for pages
        difference        what changed between two texts, from a page to a book
        rebase            brings clients up to date that are far behind
        """
    );
    return 2;
}
