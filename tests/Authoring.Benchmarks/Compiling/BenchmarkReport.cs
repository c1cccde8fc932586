using System.Text;
using System.Text.RegularExpressions;
using Authoring.Compile;

namespace Authoring.Benchmarks.Compiling;

/// <summary>A report in memory that can be had many times over.</summary>
internal sealed partial class BenchmarkReport
{
    private readonly string _yaml;
    private readonly Dictionary<string, string> _texts;

    private BenchmarkReport(string yaml, Dictionary<string, string> texts)
    {
        _yaml = yaml;
        _texts = texts;
        Definition = ReportDefinition.Parse(yaml, "benchmark");
        Largest = texts.MaxBy(entry => entry.Value.Length).Key;
    }

    public ReportDefinition Definition { get; }

    /// <summary>By path.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>The path of the longest text.</summary>
    public string Largest { get; }

    public static BenchmarkReport Load(string folder)
    {
        var yaml = File.ReadAllText(Path.Combine(folder, ReportDefinition.FileName));
        var definition = ReportDefinition.Parse(yaml, "benchmark");
        string[] paths = [.. definition.Front, .. definition.Body, .. definition.Annexes, .. definition.Cases];
        return new BenchmarkReport(yaml, paths.ToDictionary(path => path, path => File.ReadAllText(Path.Combine(folder, path))));
    }

    /// <summary>So many copies of every file, each with ids of its own, in one report.</summary>
    public BenchmarkReport Repeated(int copies)
    {
        var texts = new Dictionary<string, string>();
        for (var copy = 0; copy < copies; copy++)
        {
            foreach (var (path, text) in _texts)
                texts.Add(Name(path, copy), Id().Replace(text, $"$0-{copy}"));
        }

        var yaml = new StringBuilder();
        foreach (var line in _yaml.ReplaceLineEndings("\n").Split('\n'))
        {
            var isFile = line.StartsWith("  - ", StringComparison.Ordinal);
            for (var copy = 0; copy < (isFile ? copies : 1); copy++)
                yaml.Append(isFile ? $"  - {Name(line[4..].Trim(), copy)}" : line).Append('\n');
        }

        return new BenchmarkReport(yaml.ToString(), texts);
    }

    private static string Name(string path, int copy) => path.Replace(".md", $"-{copy}.md", StringComparison.Ordinal);

    /// <summary>Where an id is given or used, and the id in a card's front matter.</summary>
    [GeneratedRegex(@"(?<=[#@](?:fig|tbl|case|sec):)[A-Za-z0-9_-]+|(?<=^id: )\S+", RegexOptions.Multiline)]
    private static partial Regex Id();
}
