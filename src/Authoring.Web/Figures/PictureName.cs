using System.Globalization;
using System.Text;

namespace Authoring.Web.Figures;

/// <summary>
/// What a picture is called in its report folder: as its owner called it, as far as every system and Markdown can bear it.
/// </summary>
internal static class PictureName
{
    public const string Folder = "images/";
    private const int MostMarks = 2; // accents on one letter
    private static readonly HashSet<string> ReservedOnWindows = new(
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary><c>images/校园-正门.png</c>: the extension is that of the content, whatever the file was called.</summary>
    /// <param name="isTaken">Whether a path is in use, in capitals or not.</param>
    public static string PathFor(string fileName, string mediaType, int longest, Predicate<string> isTaken)
    {
        var stem = Stem(fileName, longest);
        var extension = mediaType switch
        {
            "image/png" => ".png",
            "image/jpeg" => ".jpg",
            "image/webp" => ".webp",
            _ => throw new ArgumentOutOfRangeException(nameof(mediaType)),
        };
        var path = $"{Folder}{stem}{extension}";
        for (var n = 2; isTaken(path); n++)
            path = string.Create(CultureInfo.InvariantCulture, $"{Folder}{stem}-{n}{extension}");
        return path;
    }

    private static string Stem(string fileName, int longest)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        var dot = name.LastIndexOf('.');
        if (dot >= 0 && name.Length - dot <= 6)
            name = name[..dot];
        var stem = new StringBuilder();
        var marks = 0;
        foreach (var rune in Composed(name).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            // Not seen, or turning the writing direction: as if it were not there.
            if (category is UnicodeCategory.Format or UnicodeCategory.Control || rune.Value == 0xFFFD)
                continue;
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
                ? marks + 1
                : 0;
            var isKept =
                marks > 0 ? marks <= MostMarks && stem.Length > 0 && stem[^1] is not ('-' or '_' or '.') : Rune.IsLetterOrDigit(rune);
            if (isKept || (rune.Value is '-' or '_' or '.' && stem.Length > 0 && stem[^1] is not ('-' or '_' or '.')))
            {
                if (stem.Length + rune.Utf16SequenceLength > longest)
                    break;
                stem.Append(rune.ToString());
            }
            else if (marks == 0 && stem.Length > 0 && stem.Length < longest && stem[^1] is not ('-' or '_' or '.'))
            {
                stem.Append('-');
            }
        }

        var readable = stem.ToString().Trim('-', '_', '.');
        return readable.Length == 0 ? "image"
            : ReservedOnWindows.Contains(readable.Split('.')[0]) ? $"image-{readable}"
            : readable;
    }

    private static string Composed(string name)
    {
        // Half a character cannot be composed; it becomes U+FFFD here and is left out.
        var whole = string.Concat(name.EnumerateRunes().Select(rune => rune.ToString()));
        return whole.Normalize(NormalizationForm.FormC);
    }
}
