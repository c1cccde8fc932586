using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace Authoring.Web.Publishing;

/// <summary>The named destinations of a PDF: on which sheet each bookmark lies of the Word file that it was made from.</summary>
internal sealed class PdfDestinations
{
    private readonly PdfDocument pdf;

    /// <summary>By the number of a page's object, which sheet it is, from 1.</summary>
    private readonly Dictionary<long, int> sheets = [];
    private readonly Dictionary<string, int> found = new(StringComparer.Ordinal);

    private PdfDestinations(PdfDocument pdf)
    {
        this.pdf = pdf;
        var catalog = pdf.Structure.Catalog.CatalogDictionary;
        NumberSheets(catalog.Data["Pages"]);
        // The older form, and the newer one.
        if (catalog.TryGet(NameToken.Create("Dests"), out var names) && Resolve(names) is DictionaryToken flat)
            foreach (var (name, place) in flat.Data)
                Take(name, place);
        if (catalog.TryGet(NameToken.Create("Names"), out names) && Resolve(names) is DictionaryToken trees)
            if (trees.TryGet(NameToken.Create("Dests"), out var tree))
                TakeTree(tree);
    }

    /// <summary>Of those bookmarks that the PDF has; null: the file is no PDF that can be read.</summary>
    public static IReadOnlyDictionary<string, int>? Read(string file, IEnumerable<string> bookmarks)
    {
        try
        {
            using var document = PdfDocument.Open(file, new ParsingOptions { SkipMissingFonts = true });
            var destinations = new PdfDestinations(document);
            return bookmarks
                .Distinct(StringComparer.Ordinal)
                .Select(name => (Name: name, Sheet: destinations.SheetOf(name)))
                .Where(bookmark => bookmark.Sheet > 0)
                .ToDictionary(bookmark => bookmark.Name, bookmark => bookmark.Sheet, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is PdfDocumentFormatException or InvalidOperationException or IOException or KeyNotFoundException)
        {
            return null;
        }
    }

    private int SheetOf(string bookmark) =>
        found.TryGetValue(Escaped(bookmark), out var sheet) || found.TryGetValue(bookmark, out sheet) ? sheet : 0;

    /// <summary>As LibreOffice writes a name: letters, digits and the hyphen as they are, all else in hexadecimal digits.</summary>
    private static string Escaped(string name)
    {
        var escaped = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '-')
                escaped.Append(c);
            else if (c > 0xff)
                escaped.Append(((int)c).ToString("X4"));
            else
                escaped.Append(((int)c).ToString("X2"));
        }
        return escaped.ToString();
    }

    private void NumberSheets(IToken node)
    {
        var number = node is IndirectReferenceToken reference ? reference.Data.ObjectNumber : -1;
        if (Resolve(node) is not DictionaryToken page)
            return;
        if (!page.TryGet(NameToken.Create("Kids"), out var kids) || Resolve(kids) is not ArrayToken children)
        {
            sheets.TryAdd(number, sheets.Count + 1);
            return;
        }
        foreach (var child in children.Data)
            NumberSheets(child);
    }

    private void TakeTree(IToken node)
    {
        if (Resolve(node) is not DictionaryToken branch)
            return;
        if (branch.TryGet(NameToken.Create("Kids"), out var kids) && Resolve(kids) is ArrayToken children)
            foreach (var child in children.Data)
                TakeTree(child);
        if (branch.TryGet(NameToken.Create("Names"), out var names) && Resolve(names) is ArrayToken pairs)
            foreach (var pair in pairs.Data.Chunk(2).Where(pair => pair.Length == 2))
                if (Resolve(pair[0]) is IDataToken<string> name)
                    Take(name.Data, pair[1]);
    }

    private void Take(string name, IToken place)
    {
        var target = Resolve(place);
        // An array that begins with the page, or a dictionary that holds one.
        if (target is DictionaryToken holder && holder.TryGet(NameToken.Create("D"), out var inner))
            target = Resolve(inner);
        if (target is ArrayToken { Data: [IndirectReferenceToken page, ..] } && sheets.TryGetValue(page.Data.ObjectNumber, out var sheet))
            found[name] = sheet;
    }

    private IToken? Resolve(IToken? token) =>
        token is IndirectReferenceToken reference ? pdf.Structure.GetObject(reference.Data).Data : token;
}
