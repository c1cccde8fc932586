using System.Globalization;
using System.Text;

namespace Authoring.Text;

/// <summary>
/// A short name of a text, by which a browser and the server find out that they do not hold the same: its length in UTF-16 code units and
/// two
/// hashes of its code units (FNV-1a, Fowler–Noll–Vo, 32 bits, once from the usual offset and once from another). It guards against
/// mistakes, not against somebody who wants two texts to have one name.
/// </summary>
public static class Fingerprint
{
    private const uint Prime = 16777619,
        Offset = 2166136261,
        OtherOffset = 0x9747b28c;

    /// <summary>
    /// <c>length-hash</c>, with sixteen hexadecimal digits; with suggestions, behind it the same of what they are, a line each for id,
    /// author, time, insertions and deletions. The browser's <c>fingerprint.ts</c> gives the same.
    /// </summary>
    public static string Of(TrackedText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Marks.IsEmpty ? Of(text.Text) : $"{Of(text.Text)}-{Of(Rope.From(Written(text.Marks)))}";
    }

    private static string Written(Marks marks)
    {
        var lines = new StringBuilder();
        foreach (var suggestion in marks)
        foreach (
            var line in new[]
            {
                suggestion.Id,
                suggestion.By,
                MarkingWriter.Time(suggestion.At),
                Written(suggestion.Insertions),
                Written(suggestion.Deletions),
            }
        )
            lines.Append(line).Append('\n');
        return lines.ToString();
    }

    private static string Written(Ranges ranges) =>
        string.Join(',', ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.From}-{range.To}")));

    /// <summary>Of a text without suggestions.</summary>
    public static string Of(Rope text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (one, other) = (Offset, OtherOffset);
        foreach (var chunk in text.Chunks)
        foreach (var unit in chunk.Span)
        {
            one = unchecked((one ^ unit) * Prime);
            other = unchecked((other ^ unit) * Prime);
        }
        return $"{text.Length}-{one:x8}{other:x8}";
    }
}
