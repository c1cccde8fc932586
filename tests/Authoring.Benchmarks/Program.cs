using Authoring.Benchmarks.Traces;

return args switch
{
    ["traces"] => TraceBenchmark.Run(TraceBenchmark.DefaultFolder),
    ["traces", var folder] => TraceBenchmark.Run(folder),
    ["rebase"] => RebaseBenchmark.Run(),
    _ => Help(),
};

static int Help()
{
    Console.Error.WriteLine("""
        traces [FOLDER]   replays recorded writing sessions (*.json.gz) keystroke by keystroke
        rebase            brings clients up to date that are far behind
        """);
    return 2;
}
