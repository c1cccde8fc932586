using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Document;
using Authoring.Compile.Patterns;

namespace Authoring.Compile.Html;

/// <summary>
/// Writes a document as one long column, from which a script makes pages: cover, lists and files one behind the other, and how the report
/// prints page numbers. It knows how many pages there are only when it has made them.
/// </summary>
internal sealed class BookWriter(NumberedDocument document, Func<string, string> imageUrl)
{
    /// <summary>So many numerals go along where they are not Arabic; later pages have Arabic ones.</summary>
    private const int MostNumerals = 999;

    private const string Own = "{page}";

    private readonly HtmlBuilder _html = new();

    public string Write()
    {
        Open();
        var front = new FrontWriter(document, _html);
        front.Cover();
        front.AllLists();
        var blocks = new BlockWriter(_html, new HtmlForm(imageUrl) { IsWhole = true });
        foreach (var part in document.Parts)
        {
            _html.Raw("<section class=\"").Raw(DocumentWriter.ClassOf(part.Kind)).Raw("\" id=\"").Raw(part.Anchor).Raw("\">\n");
            blocks.Write(part.Blocks);
            _html.Raw("</section>\n");
        }

        return _html.Raw("</div>\n").Take();
    }

    private void Open()
    {
        var number = document.Contents.PageNumber;
        _html.Raw("<div class=\"book\" lang=\"zh-CN\" data-title=\"").Text(document.Title);
        _html.Raw("\" data-pattern=\"").Text(number is null ? Own : string.Concat(Pieces(number, 1).Select(PatternOf)));
        _html.Raw("\" data-continued=\"").Text(Messages.TableGoesOn);
        _html.Raw("\" data-continued-plain=\"").Text(Messages.TableWithoutNumberGoesOn).Raw("\"");
        if (number is not null && NumeralsOf(number) != Numerals.Arabic)
        {
            var numerals = Enumerable.Range(1, MostNumerals).Select(n => Pieces(number, n).First(IsOwn).Text);
            _html.Raw(" data-numerals=\"").Text(string.Join(' ', numerals)).Raw("\"");
        }

        _html.Raw(">\n");
    }

    private static string PatternOf(NumberPiece piece) => IsOwn(piece) ? Own : piece.Text;

    private static bool IsOwn(NumberPiece piece) => piece.Kind == PieceKind.Own;

    private static Numerals NumeralsOf(Pattern number) => Pieces(number, 1).Where(IsOwn).Select(piece => piece.Numerals).FirstOrDefault();

    private static IReadOnlyList<NumberPiece> Pieces(Pattern number, int page) =>
        number.Print(new PatternValues([], null, page, default, "")).Pieces;
}
