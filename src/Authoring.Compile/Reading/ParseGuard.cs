using System.Buffers;

namespace Authoring.Compile.Reading;

internal enum Withheld
{
    TooDeep,
    TooInvolved,
}

/// <summary>Lines that the parser never sees. 0-based, the last included.</summary>
internal readonly record struct WithheldLines(int First, int Last, Withheld Reason);

/// <summary>
/// Keeps from the parser what would take it very long, or more memory than there is. Its work on a run of lines without a blank
/// one grows with the square of the open brackets and stars in it, a table's with its lines times its columns, and markers at
/// the beginning of a line nest. What a school writes stays hundreds of times below these limits.
/// </summary>
internal sealed class ParseGuard
{
    /// <summary>Quotes and lists that a line may open or stand in; more would be too deep to be walked.</summary>
    private const int MostContainers = Inlines.DeepestNesting;

    /// <summary>A list inside a list is indented by so many columns at least.</summary>
    private const int LeastIndent = 2;
    private const int TabWidth = 4;

    /// <summary>A bracket costs the parser about three times what a star does; beyond this sum it throws.</summary>
    private const int MostWeight = 9_000;
    private const int BracketWeight = 3;

    /// <summary>Sum of squared weights, about a second of work, and more for longer texts.</summary>
    private const long WorkAtLeast = 120_000_000;
    private const long WorkPerCharacter = 90;

    /// <summary>Cells that padding may make of a ragged table, besides the characters there are.</summary>
    private const long CellsAtLeast = 100_000;

    /// <summary>
    /// Footnotes, and headings that are underlined: each is taken out of the list of all blocks, which is searched for it.
    /// </summary>
    private const int MostMoved = 5_000;

    private static readonly SearchValues<char> Costly = SearchValues.Create("[*_<|");

    private readonly List<WithheldLines> _withheld = [];
    private long _work;
    private long _cells;
    private int _moved;

    private ParseGuard(int length)
    {
        _work = WorkAtLeast + (WorkPerCharacter * length);
        _cells = CellsAtLeast + length;
    }

    public static IReadOnlyList<WithheldLines> Inspect(string text)
    {
        var guard = new ParseGuard(text.Length);
        var run = default(Run);
        var number = 0;
        for (var rest = text.AsSpan(); ; number++)
        {
            var end = rest.IndexOfAny('\r', '\n');
            var line = end < 0 ? rest : rest[..end];
            if (line.TrimStart(" \t").IsEmpty)
            {
                guard.Judge(run, number - 1);
                run = new Run { First = number + 1 };
            }
            else
            {
                run.Add(line);
            }

            if (end < 0)
                break;
            rest = rest[(rest[end..].StartsWith("\r\n", StringComparison.Ordinal) ? end + 2 : end + 1)..];
        }

        guard.Judge(run, number);
        return guard._withheld;
    }

    /// <summary>The text with the withheld lines empty, so that every other line keeps its number.</summary>
    public static string Blank(string text, IReadOnlyList<WithheldLines> withheld, out List<string> sources)
    {
        // The parser's line ends, and no others: a form feed ends no line of Markdown.
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        sources = [];
        foreach (var (first, last, _) in withheld)
        {
            sources.Add(string.Join('\n', lines, first, last - first + 1));
            Array.Fill(lines, "", first, last - first + 1);
        }

        return string.Join('\n', lines);
    }

    private void Judge(in Run run, int last)
    {
        if (run.Lines == 0)
            return;
        var work = (long)run.Weight * run.Weight;
        var cells = run.Pipes == 0 ? 0 : (long)run.Lines * (run.Pipes + 1);
        if (run.Containers > MostContainers)
        {
            _withheld.Add(new WithheldLines(run.First, last, Withheld.TooDeep));
        }
        else if (run.Weight > MostWeight || work > _work || cells > _cells || _moved + run.Moved > MostMoved)
        {
            _withheld.Add(new WithheldLines(run.First, last, Withheld.TooInvolved));
        }
        else
        {
            _work -= work;
            _cells -= cells;
            _moved += run.Moved;
        }
    }

    /// <summary>Lines without a blank one between them: no paragraph and no table is longer.</summary>
    private struct Run
    {
        public int First;
        public int Lines;
        public int Weight;
        public int Moved;

        /// <summary>On the line that has most of them.</summary>
        public int Pipes;
        public int Containers;

        public void Add(ReadOnlySpan<char> line)
        {
            Containers = Math.Max(Containers, CountContainers(line));
            var isUnderline = Lines > 0 && !line.ContainsAnyExcept("=- \t");
            if (isUnderline || line.TrimStart(' ').StartsWith("[^"))
                Moved++;
            Lines++;
            var pipes = 0;
            for (var at = line.IndexOfAny(Costly); at >= 0; )
            {
                if (line[at] == '|')
                {
                    pipes++;
                }
                else if (at == 0 || line[at - 1] != line[at] || line[at] is '[' or '<')
                {
                    Weight += line[at] == '[' ? BracketWeight : 1; // stars in a row open one thing
                }

                var next = line[(at + 1)..].IndexOfAny(Costly);
                at = next < 0 ? -1 : at + 1 + next;
            }

            Pipes = Math.Max(Pipes, pipes);
        }

        /// <summary>
        /// <c>&gt;</c>, <c>-</c>, <c>+</c>, <c>*</c> and <c>1.</c>, each opening a container inside the one before; and before the
        /// first of them as many as its indent has room for.
        /// </summary>
        private static int CountContainers(ReadOnlySpan<char> line)
        {
            var markers = 0;
            var indent = 0;
            for (var at = 0; at < line.Length; at++)
            {
                var c = line[at];
                var endsWord = at + 1 == line.Length || line[at + 1] is ' ' or '\t';
                if (c == '>' || (endsWord && c is '-' or '+' or '*' or '.' or ')'))
                {
                    markers++;
                }
                else if (c is ' ' or '\t')
                {
                    if (markers == 0)
                        indent += c == ' ' ? 1 : TabWidth;
                }
                else if (!char.IsAsciiDigit(c))
                {
                    break;
                }
            }

            return markers == 0 ? 0 : markers + (indent / LeastIndent);
        }
    }
}
