using Authoring.Compile.SelfCheck;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace Authoring.Web.Publishing;

/// <summary>Reads a PDF back: its words, where its bookmarks lead, its fonts, its language.</summary>
internal static class PdfReading
{
    /// <summary>Null: it cannot be read.</summary>
    /// <param name="bookmarks">Those of the Word file that it was made from.</param>
    public static PdfFacts? Read(string file, IEnumerable<string> bookmarks)
    {
        if (PdfDestinations.Read(file, bookmarks) is not { } destinations)
            return null;
        try
        {
            using var pdf = Open(file);
            var (sheets, pictures) = (new List<string>(), 0);
            foreach (var page in pdf.GetPages())
            {
                sheets.Add(page.Text);
                pictures += page.NumberOfImages;
            }
            return new PdfFacts(sheets, destinations, Fonts(pdf), Language(pdf), pictures);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return null;
        }
    }

    /// <summary>The fonts alone, which takes a fraction of the time. None: it cannot be read.</summary>
    public static IReadOnlyList<PdfFont> ReadFonts(string file)
    {
        try
        {
            using var pdf = Open(file);
            return Fonts(pdf);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return [];
        }
    }

    private static PdfDocument Open(string file) => PdfDocument.Open(file, new ParsingOptions { SkipMissingFonts = true });

    private static bool IsUnreadable(Exception e) =>
        e is PdfDocumentFormatException or InvalidOperationException or IOException or KeyNotFoundException or FormatException;

    private static string Language(PdfDocument pdf) =>
        pdf.Structure.Catalog.CatalogDictionary.TryGet(NameToken.Lang, out var token) && Resolve(pdf, token) is IDataToken<string> language
            ? language.Data
            : "";

    private static List<PdfFont> Fonts(PdfDocument pdf)
    {
        var fonts = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var resources in Resources(pdf, pdf.Structure.Catalog.CatalogDictionary.Data["Pages"], null))
            if (Get(pdf, resources, NameToken.Font) is DictionaryToken named)
                foreach (var font in named.Data.Values.Select(token => Resolve(pdf, token)).OfType<DictionaryToken>())
                    Add(pdf, fonts, font);
        return [.. fonts.Select(font => new PdfFont(font.Key, font.Value))];
    }

    /// <summary>Of every sheet; without any of its own it has those of the branch that it stands on.</summary>
    private static IEnumerable<DictionaryToken> Resources(PdfDocument pdf, IToken node, DictionaryToken? above)
    {
        if (Resolve(pdf, node) is not DictionaryToken page)
            yield break;
        var own = Get(pdf, page, NameToken.Resources) as DictionaryToken ?? above;
        if (Get(pdf, page, NameToken.Kids) is ArrayToken kids)
        {
            foreach (var resources in kids.Data.SelectMany(kid => Resources(pdf, kid, own)))
                yield return resources;
        }
        else if (own is not null)
        {
            yield return own;
        }
    }

    private static void Add(PdfDocument pdf, SortedDictionary<string, bool> fonts, DictionaryToken font)
    {
        var name = Get(pdf, font, NameToken.BaseFont) is NameToken known ? known.Data : "";
        // A font of many characters has its description below.
        var holder =
            Get(pdf, font, NameToken.DescendantFonts) is ArrayToken { Data: [var first, ..] }
            && Resolve(pdf, first) is DictionaryToken below
                ? below
                : font;
        var descriptor = Get(pdf, holder, NameToken.FontDescriptor) as DictionaryToken;
        NameToken[] files = [NameToken.FontFile, NameToken.FontFile2, NameToken.FontFile3];
        var isEmbedded = descriptor is not null && files.Any(descriptor.ContainsKey);
        var bare = name.Length > 7 && name[6] == '+' ? name[7..] : name;
        fonts[bare] = isEmbedded && fonts.GetValueOrDefault(bare, true);
    }

    private static IToken? Get(PdfDocument pdf, DictionaryToken dictionary, NameToken name) =>
        dictionary.TryGet(name, out var token) ? Resolve(pdf, token) : null;

    private static IToken? Resolve(PdfDocument pdf, IToken? token) =>
        token is IndirectReferenceToken reference ? pdf.Structure.GetObject(reference.Data).Data : token;
}
