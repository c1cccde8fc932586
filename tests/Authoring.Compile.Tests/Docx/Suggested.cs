using System.Text;
using System.Text.RegularExpressions;
using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Docx;

/// <summary>
/// A report of one section, written with its suggestions: <c>⟦deleted⟧</c> and <c>⟪inserted⟫</c>, in turn by 李老师 and 王科长.
/// </summary>
internal sealed partial class Suggested
{
    public static readonly Signed Li = new("李老师", new DateTimeOffset(2025, 12, 1, 9, 30, 0, TimeSpan.FromHours(8)));
    public static readonly Signed Wang = new("王科长", new DateTimeOffset(2025, 12, 2, 16, 5, 7, TimeSpan.FromHours(8)));

    private const string Definition =
        "title: t\nnumbering:\n  headings: [\"{1}.\", \"{1}.{2}\"]\n  figures: { label: 图, format: \"{label} {n}\" }\n"
        + "  tables: { label: 表, format: \"{label} {n}\" }\nbody: [sections/01.md]\n";

    private readonly Markup _markup;
    private readonly string _original;

    public Suggested(string written)
    {
        var (final, original) = (new StringBuilder(), new StringBuilder());
        var (inserted, deleted) = (new List<(int, int)>(), new List<(int, string)>());
        var (insertedBy, deletedBy) = (new List<Signed>(), new List<Signed>());
        var turn = 0;
        foreach (var part in Parts().Split(written))
        {
            if (part.StartsWith('⟪'))
            {
                inserted.Add((final.Length, final.Length + part.Length - 2));
                insertedBy.Add(turn++ % 2 == 0 ? Li : Wang);
                final.Append(part[1..^1]);
            }
            else if (part.StartsWith('⟦'))
            {
                deleted.Add((final.Length, part[1..^1]));
                deletedBy.Add(turn++ % 2 == 0 ? Li : Wang);
                original.Append(part[1..^1]);
            }
            else
            {
                final.Append(part);
                original.Append(part);
            }
        }

        _original = original.ToString();
        _markup = new Markup(final.ToString(), inserted, deleted) { InsertedBy = insertedBy, DeletedBy = deletedBy };
    }

    public string Final => _markup.Source;

    /// <summary>The document with its suggestions, and comments on words of its final text.</summary>
    public WordFile Marked(params IReadOnlyList<TextComment> comments) => Write(Final, _markup with { Comments = comments });

    public WordFile Accepted() => Write(Final, null);

    public WordFile Rejected() => Write(_original, null);

    /// <summary>A comment on the first place of some words.</summary>
    public TextComment On(string words, bool isResolved, params IReadOnlyList<CommentWords> entries)
    {
        var from = Final.IndexOf(words, StringComparison.Ordinal);
        Assert.True(from >= 0, words);
        return new TextComment(from, from + words.Length, entries, isResolved);
    }

    private static WordFile Write(string source, Markup? markup) =>
        WordFile.Of(
            Compiler.Compile(
                ReportDefinition.Parse(Definition, "t"),
                path => SourceFile.Read(path, source),
                _ => new ImageFacts(100, 100, "image/png")
            ),
            markup: _ => markup
        );

    [GeneratedRegex("(⟦[^⟧]*⟧|⟪[^⟫]*⟫)")]
    private static partial Regex Parts();
}
