using Authoring.Benchmarks.Compiling;
using Authoring.Benchmarks.Traces;

return args switch
{
    ["traces"] => TraceBenchmark.Run(TraceBenchmark.DefaultFolder),
    ["traces", var folder] => TraceBenchmark.Run(folder),
    ["compile", .. var rest] => CompileBenchmark.Run(rest),
    ["rebase"] => RebaseBenchmark.Run(),
    _ => Help(),
};

static int Help()
{
    Console.Error.WriteLine("""
        traces [FOLDER]   replays recorded writing sessions (*.json.gz) keystroke by keystroke
        compile [FOLDER]  compiles a report, ten of it and a hundred of it, beside Markdig alone
        rebase            brings clients up to date that are far behind
        """);
    return 2;
}
