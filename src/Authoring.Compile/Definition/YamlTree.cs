using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Authoring.Compile.Definition;

/// <summary>YAML as it is written: every scalar a string, every node with its line.</summary>
internal abstract record YamlNode(int Line)
{
    private const int MaxDepth = 16;

    /// <summary>
    /// Reads one document. Anchors, aliases and deep nesting have no use in a report and are refused:
    /// they are how a small file is made to fill the memory.
    /// </summary>
    /// <exception cref="YamlFaultException">With the line to blame.</exception>
    public static YamlNode? Parse(string text)
    {
        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return null;
            parser.Consume<DocumentStart>();
            var root = Read(parser, depth: 0);
            parser.Consume<DocumentEnd>();
            parser.Consume<StreamEnd>();
            return root;
        }
        catch (YamlException exception)
        {
            throw new YamlFaultException(LineToBlame(text, exception, parser), exception);
        }
        catch (InvalidOperationException exception)
        {
            // The parser's way of saying that a bracket was never closed; the last thing it understood is on the line of the bracket.
            throw new YamlFaultException(LastUnderstood(parser), exception);
        }
    }

    /// <summary>
    /// Where the broken thing begins; but a tab as indent, which YAML forbids, is itself to blame, and where the text ends too early,
    /// the last thing that was understood.
    /// </summary>
    private static int LineToBlame(string text, YamlException exception, Parser parser)
    {
        var lines = text.TrimEnd().Split('\n');
        var end = (int)exception.End.Line;
        var last = lines.ElementAtOrDefault(end - 1) ?? "";
        if (last.AsSpan(0, last.Length - last.AsSpan().TrimStart().Length).Contains('\t'))
            return end;
        var start = (int)exception.Start.Line;
        return start > lines.Length ? LastUnderstood(parser) : start;
    }

    private static int LastUnderstood(Parser parser) => (int)(parser.Current?.End.Line ?? 1);

    private static YamlNode Read(IParser parser, int depth)
    {
        var node = parser.Consume<NodeEvent>(); // an alias is none, and throws
        var line = (int)node.Start.Line;
        if (depth > MaxDepth || !node.Anchor.IsEmpty)
            throw new YamlFaultException(line, null);
        return node switch
        {
            Scalar scalar => new YamlScalar(line, scalar.Value, scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null"),
            SequenceStart => ReadSequence(parser, line, depth),
            _ => ReadMapping(parser, line, depth),
        };
    }

    private static YamlSequence ReadSequence(IParser parser, int line, int depth)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Read(parser, depth + 1));
        return new YamlSequence(line, items);
    }

    private static YamlMapping ReadMapping(IParser parser, int line, int depth)
    {
        var entries = new List<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var name = Read(parser, depth + 1);
            if (name is not YamlScalar key)
                throw new YamlFaultException(name.Line, null);
            entries.Add(new YamlEntry(key.Line, key.Value, Read(parser, depth + 1)));
        }

        return new YamlMapping(line, entries);
    }
}

internal sealed record YamlScalar(int Line, string Value, bool IsNull) : YamlNode(Line);

internal sealed record YamlSequence(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

internal sealed record YamlMapping(int Line, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line);

internal sealed record YamlEntry(int Line, string Key, YamlNode Value);

/// <summary>This YAML cannot be read.</summary>
internal sealed class YamlFaultException(int line, Exception? inner) : Exception("YAML", inner)
{
    /// <summary>1-based.</summary>
    public int Line { get; } = Math.Max(1, line);
}
