using System.Text;

namespace Authoring.Compile.Tests;

/// <summary>One block of four backticks, with what stands behind them: a file's path, <c>lists</c>, or <c>html PATH</c>.</summary>
internal sealed record SpecBlock(string Label, string Content, int FirstLine, int LastLine)
{
    public bool IsResult => Label == "lists" || Label.StartsWith("html ", StringComparison.Ordinal);
}

/// <summary>One example: the files of a report, and what compiling gives.</summary>
internal sealed record SpecExample(string Name, IReadOnlyList<SpecBlock> Files, IReadOnlyList<SpecBlock> Results);

/// <summary>
/// A page of examples, <c>Specs/*.md</c>. Every second-level heading is an example. Files that stand above the first are part of all of
/// them, unless one has a file of the same path.
/// </summary>
internal sealed class SpecFile
{
    private const string Fence = "````";

    private readonly string _path;
    private readonly List<string> _lines;

    public SpecFile(string path)
    {
        _path = path;
        _lines = [.. File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')];
        Examples = Read();
    }

    public IReadOnlyList<SpecExample> Examples { get; }

    /// <summary>Puts new content into result blocks.</summary>
    public void Accept(IEnumerable<(SpecBlock Block, string Content)> results)
    {
        foreach (var (block, content) in results.OrderByDescending(result => result.Block.FirstLine))
        {
            _lines.RemoveRange(block.FirstLine, block.LastLine - block.FirstLine);
            _lines.InsertRange(block.FirstLine, content.Length == 0 ? [] : content.Split('\n'));
        }

        File.WriteAllText(_path, string.Join('\n', _lines) + "\n", new UTF8Encoding(false));
    }

    private List<SpecExample> Read()
    {
        var common = new List<SpecBlock>();
        var examples = new List<(string Name, List<SpecBlock> Blocks)>();
        for (var i = 0; i < _lines.Count; i++)
        {
            if (_lines[i].StartsWith("## ", StringComparison.Ordinal))
            {
                examples.Add((_lines[i][3..], []));
            }
            else if (_lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                var end = _lines.FindIndex(i + 1, line => line == Fence);
                if (end < 0)
                    throw new FormatException($"{_path}:{i + 1}: this block has no end");
                var block = new SpecBlock(_lines[i][Fence.Length..].Trim(), string.Join('\n', _lines[(i + 1)..end]), i + 1, end);
                (examples.Count == 0 ? common : examples[^1].Blocks).Add(block);
                i = end;
            }
        }

        return [.. examples.Select(example => Merge(example.Name, common, example.Blocks))];
    }

    private static SpecExample Merge(string name, List<SpecBlock> common, List<SpecBlock> own)
    {
        var files = own.Where(block => !block.IsResult).ToList();
        files.AddRange(common.Where(block => !files.Exists(file => file.Label == block.Label)));
        return new SpecExample(name, files, [.. own.Where(block => block.IsResult)]);
    }
}
