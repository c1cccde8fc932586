using System.Security.Cryptography;
using System.Text;
using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Numbering;

namespace Authoring.Compile.Printed;

/// <summary>
/// What a text prints, and nothing else: its words, those of the case cards in it, whatever else comes from elsewhere (titles that
/// references print, labels and other words of patterns), and its pictures by their content. Numbers are left out: they follow from the
/// rest of the report. Law: two texts of the same hash print the same but for their numbers, and texts that do have the same hash.
/// </summary>
/// <param name="Hash">SHA-256 in hexadecimal digits.</param>
/// <param name="Sources">
/// The paths of the other texts whose words are printed in this one: its case cards, and those whose titles its references print.
/// </param>
public sealed record PrintedForm(string Hash, IReadOnlyList<string> Sources)
{
    internal static PrintedForm Of(NumberedText text, PrintedContext context)
    {
        var writer = new PrintedBuilder();
        new PrintedBlocks(writer, text, context, ownCard: text.Part == ReportPart.Case ? text : null).Write();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(writer.ToString())));
        return new PrintedForm(hash, [.. context.Sources.Where(path => path != text.File.Path)]);
    }
}

/// <summary>What a text and the cards in it are written with.</summary>
/// <param name="Picture">A hash of the content of a picture, by its path inside the report.</param>
internal sealed record PrintedContext(Resolver Resolver, NumberingRules Numbering, Func<string, string?> Picture)
{
    public KindRules Kinds { get; } = new(Numbering);

    public SortedSet<string> Sources { get; } = new(StringComparer.Ordinal);
}

/// <summary>The form as a text: words, and between them marks that no word can be taken for.</summary>
internal sealed class PrintedBuilder
{
    private const char Open = '\u0002';
    private const char Close = '\u0003';

    private readonly StringBuilder _form = new();

    /// <summary>Somebody's words; what is printed for a control character is not it.</summary>
    public PrintedBuilder Text(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            _form.Append(IsPrinted(c) ? c : '\uFFFD');
        return this;
    }

    /// <summary>
    /// What is seen and is no word: where a paragraph begins, a picture. <paramref name="about"/> may be anybody's words.
    /// </summary>
    public PrintedBuilder Mark(string mark, ReadOnlySpan<char> about = default)
    {
        _form.Append(Open).Append(mark).Append(' ');
        Text(about);
        _form.Append(Close);
        return this;
    }

    /// <summary>A number without its counters, and what stands behind it.</summary>
    public PrintedBuilder Number(string words, string separator)
    {
        _form.Append(Open).Append("number ");
        foreach (var c in words)
            _form.Append(c == NumberWords.Counter || IsPrinted(c) ? c : '\uFFFD');
        _form.Append(Close);
        return Text(separator);
    }

    private static bool IsPrinted(char c) => !char.IsControl(c) || c is '\t' or '\n' or '\r';

    public override string ToString() => _form.ToString();
}
