using Authoring.Compile.Definition;
using Authoring.Compile.Numbering;
using Authoring.Compile.Reading;

namespace Authoring.Compile;

/// <summary>A case card as its report sees it, placed or not.</summary>
/// <param name="Path">Inside the report folder.</param>
/// <param name="Id">What <c>::case{#case:…}</c> calls it.</param>
/// <param name="Number">As printed; empty where it stands nowhere or has none.</param>
/// <param name="Places">Every line that places it, in reading order; the first one counts.</param>
/// <param name="Words">As <see cref="WordCount"/> counts them.</param>
public sealed record CardEntry(
    string Path,
    string Id,
    string Title,
    string? School,
    string? Summary,
    string Number,
    IReadOnlyList<CardPlace> Places,
    int Words
)
{
    internal static IReadOnlyList<CardEntry> All(IReadOnlyList<NumberedText> texts)
    {
        var places = texts
            .Where(text => text.Part != ReportPart.Case)
            .SelectMany(
                text => text.Text.Items.OfType<CaseItem>(),
                (text, item) => (item.Id, Place: new CardPlace(text.File.Path, item.Line))
            )
            .ToLookup(found => found.Id, found => found.Place, StringComparer.Ordinal);
        return
        [
            .. texts
                .Where(text => text.Part == ReportPart.Case)
                .Select(text => Of(text, text.HasTakenId ? [] : [.. places[$"{Identifier.Case}:{text.CaseId}"]])),
        ];
    }

    private static CardEntry Of(NumberedText text, IReadOnlyList<CardPlace> places) =>
        new(
            text.File.Path,
            text.CaseId,
            text.CaseTitle,
            text.File.FrontMatter?.School,
            text.File.FrontMatter?.Summary,
            text.Whole?.Number ?? "",
            places,
            text.File.CardWords
        );
}

/// <param name="Line">1-based.</param>
public readonly record struct CardPlace(string Path, int Line);
