using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Authoring.Compile;
using Authoring.Text;
using Authoring.Web.Editing;
using Authoring.Web.Reports;

namespace Authoring.Web.Review;

/// <summary>
/// What a signature is bound to: SHA-256 over the text without its pending suggestions, the case cards that it places, likewise, and the pictures of both. Two
/// texts with one hash print the same words and pictures; numbers follow from the rest of the report and are not signed.
/// </summary>
internal static class ContentHash
{
    /// <summary>Of the texts that were compiled, each made once.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, string>> Made = [];

    /// <param name="text">Without its pending suggestions.</param>
    /// <param name="source">The same, read.</param>
    /// <param name="isCard">It is a case card.</param>
    /// <param name="card">The hash of a case card, by its id.</param>
    /// <param name="picture">The hash of a picture's content, by its path; null: it is missing.</param>
    public static string Of(string text, SourceFile source, bool isCard, Func<string, string> card, Func<string, string?> picture)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add("text", text);
        foreach (var shown in source.Pictures(isCard)) Add(shown, picture(shown) ?? "");
        foreach (var id in isCard ? [] : source.PlacedCases) Add(id, card(id));
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        // Lengths first: no two lists of parts run together to the same bytes.
        void Add(string name, string content) => hash.AppendData(Encoding.UTF8.GetBytes($"{name.Length}:{name}{content.Length}:{content}"));
    }

    /// <summary>Of a text as a report has it at this moment.</summary>
    public static string Of(LiveReport report, Compilation compilation, string path, TrackedText text, IReadOnlyDictionary<string, TrackedText> texts)
    {
        var cards = compilation.Report.Cards().GroupBy(card => card.Id, StringComparer.Ordinal).ToDictionary(found => found.Key, found => found.First().Path, StringComparer.Ordinal);
        var original = text.Project(Projection.Original).ToString();
        return Of(original, SourceFile.Read(path, original), IsCard(report, path),
            id => cards.TryGetValue(id, out var file) && texts.TryGetValue(file, out var card) ? OfCard(file, card.Project(Projection.Original).ToString()) : "", Picture(report));

        string OfCard(string file, string card) => Of(card, SourceFile.Read(file, card), isCard: true, _ => "", Picture(report));
    }

    /// <summary>Of a text as it was compiled.</summary>
    public static string Of(LiveReport report, Compilation compilation, string path) => Made.GetOrCreateValue(compilation).GetOrAdd(path, _ => Make(report, compilation, path));

    private static string Make(LiveReport report, Compilation compilation, string path)
    {
        if (!compilation.Texts.TryGetValue(path, out var text)) return "";
        if (!text.Tracked.Marks.IsEmpty) return Of(report, compilation, path, text.Tracked, compilation.Texts.ToDictionary(t => t.Key, t => t.Value.Tracked, StringComparer.Ordinal));
        return Of(text.Text.ToString(), text.Source, IsCard(report, path),
            id => compilation.Report.Cards().FirstOrDefault(card => card.Id == id) is { } card ? Of(report, compilation, card.Path) : "", Picture(report));
    }

    private static bool IsCard(LiveReport report, string path) => report.Documents.TryGetValue(path, out var name) && name.Kind == DocumentKind.Case;

    private static Func<string, string?> Picture(LiveReport report) => path => report.Pictures.TryGetValue(path, out var picture) ? picture.Hash : null;
}
