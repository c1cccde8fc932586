using System.Text.Json;
using Authoring.Text;
using Authoring.Web.Reports.Live;

namespace Authoring.Web.Comments;

/// <summary>
/// What somebody has selected where a text is printed: his page says it, from the places that the printed words carry. Positions are
/// UTF-16 code units, lines from 1, both of the text with its suggestions accepted, which is what is printed.
/// </summary>
/// <param name="Path">Of the text, or of the case card that is printed in it.</param>
/// <param name="Version">That was printed.</param>
/// <param name="From">Null: the selection begins or ends in what is written nowhere, as a number is; its block is meant.</param>
/// <param name="Line">Where the block begins in which he selected first.</param>
/// <param name="Until">Where the next block begins; null: it is the last.</param>
/// <param name="IsItem">The block is a figure or a table.</param>
/// <param name="Quote">The words, to be shown to him.</param>
public sealed record PrintedWords(
    string Path,
    int Version,
    int? From,
    int? To,
    int Line,
    int? Until = null,
    bool IsItem = false,
    string Quote = ""
)
{
    private const int Longest = 8_000; // UTF-16 code units

    /// <summary>What was selected is exactly what the comment will be about.</summary>
    public bool IsExact => From is { } from && To is { } to && from < to;

    /// <summary>What a page says; nothing is selected, or it says something else: null.</summary>
    public static PrintedWords? Read(string json)
    {
        if (json.Length is 0 or > Longest)
            return null;
        try
        {
            return
                JsonSerializer.Deserialize<PrintedWords>(json, JsonSerializerOptions.Web)
                    is { Path: not null, Quote: { Length: > 0 } } selected
                ? selected
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Where it stands in the text that people write in.</summary>
    internal TextRange PlaceIn(ProjectedText text)
    {
        var length = text.Text.Length;
        if (IsExact)
            return text.InText(Math.Clamp(From!.Value, 0, length), Math.Clamp(To!.Value, 0, length));
        var (start, end) = BlockIn(text.Text.ToString());
        return text.InText(start, end);
    }

    private (int From, int To) BlockIn(string source)
    {
        if (Line == 1 && source.StartsWith("---\n", StringComparison.Ordinal))
            return TitleOf(source);
        var (start, end) = (StartOf(source, Line), Until is { } until && until > Line ? StartOf(source, until) : source.Length);
        while (end > start && char.IsWhiteSpace(source[end - 1]))
            end--;
        return (start, end);
    }

    private static int StartOf(string source, int line)
    {
        var start = 0;
        for (var i = 1; i < line; i++)
        {
            var end = source.IndexOf('\n', start);
            if (end < 0)
                return source.Length;
            start = end + 1;
        }
        return start;
    }

    /// <summary>The title of a case card is a line of its front matter.</summary>
    private static (int From, int To) TitleOf(string source)
    {
        var at = source.IndexOf("\ntitle:", StringComparison.Ordinal);
        var end = at < 0 ? -1 : source.IndexOf('\n', at + 1);
        return at < 0 ? (0, 0) : (at + 1, end < 0 ? source.Length : end);
    }
}
