using System.Security.Claims;
using Authoring.Compile;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;

namespace Authoring.Web.Cases;

/// <summary>What became of putting a case card somewhere; each is said with the words <c>cards.placing-…</c>.</summary>
internal enum PlacingResult
{
    Done,
    NotFound,
    NotAllowed,
    ChangedMeanwhile,
    Doubled,
    NotSaved,
}

/// <summary>A section into which somebody may put a card, with the headings beneath which it can stand.</summary>
/// <param name="Title">With its number.</param>
public sealed record CardSection(string Path, string Title, IReadOnlyList<HeadingLine> Headings);

/// <summary>Where a card is to stand.</summary>
/// <param name="Heading">Beneath which; null: at the section's end.</param>
internal sealed record CardTarget(CardSection Section, HeadingLine? Heading);

/// <summary>
/// Puts a case card into a section, or takes it out: edits of the sections like any other, by whoever may write in them, which everybody
/// sees come in.
/// </summary>
internal sealed class CasePlacementService(Sessions sessions, Rights rights)
{
    /// <summary>Those in which somebody may write, in reading order.</summary>
    public async Task<IReadOnlyList<CardSection>> SectionsAsync(ClaimsPrincipal caller, LiveReport report, Compilation compilation)
    {
        var sections = new List<CardSection>();
        foreach (var entry in compilation.Report.Outline.Where(entry => entry.Part != ReportPart.Case))
            if (
                compilation.Texts.TryGetValue(entry.Path, out var text)
                && await FindAsync(caller, report, entry.Path) is (PlacingResult.Done, _)
            )
                sections.Add(new CardSection(entry.Path, TitleOf(entry), CardLine.Headings(text.Tracked.Text.ToString())));
        return sections;
    }

    /// <summary>The sections that a card is taken out of and put into.</summary>
    /// <param name="section">Null: it is put nowhere.</param>
    public static IReadOnlyList<string> Touched(CardEntry card, string? section) =>
        [.. card.Places.Select(place => place.Path).Append(section).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <param name="path">Of the card.</param>
    /// <param name="section">In which it is to stand, and nowhere else; null: nowhere.</param>
    /// <param name="heading">Beneath which; null: at the section's end.</param>
    public async Task<PlacingResult> PlaceAsync(
        ClaimsPrincipal caller,
        LiveReport report,
        string path,
        string? section,
        HeadingLine? heading = null
    )
    {
        var cards = (await report.CompileNowAsync()).Report.Cards();
        if (cards.FirstOrDefault(found => found.Path == path) is not { } card)
            return PlacingResult.NotFound;
        if (cards.Count(other => other.Id == card.Id) > 1)
            return PlacingResult.Doubled;
        var places = new List<DocumentPlace>();
        foreach (var touched in Touched(card, section))
        {
            if (await FindAsync(caller, report, touched) is var (answer, place) && place is null)
                return answer;
            places.Add(place);
        }
        return await PushAllAsync(caller.PersonId(), places, card.Id, section, heading);
    }

    /// <summary>First it is put in: what fails then leaves it twice in the report, and nowhere is it lost.</summary>
    private async Task<PlacingResult> PushAllAsync(int person, List<DocumentPlace> places, string id, string? section, HeadingLine? heading)
    {
        foreach (var place in places.OrderByDescending(place => place.Path == section))
            if (
                await PushAsync(person, place, old => Changed(old, id, place.Path == section, heading))
                is var answer
                    and not PlacingResult.Done
            )
                return answer;
        return PlacingResult.Done;
    }

    /// <returns>Null: the heading is not there any more.</returns>
    private static string? Changed(string text, string id, bool isPut, HeadingLine? heading)
    {
        var without = CardLine.Without(text, id);
        if (!isPut || heading is null)
            return isPut ? CardLine.Put(without, id, null) : without;
        if (!CardLine.Headings(text).Contains(heading))
            return null;
        // Above it the card may have stood.
        var now = CardLine.Headings(without)[CardLine.Headings(text).ToList().IndexOf(heading)];
        return CardLine.Put(without, id, now);
    }

    private async Task<PlacingResult> PushAsync(int person, DocumentPlace place, Func<string, string?> change)
    {
        var session = sessions.Of(place);
        var (version, tracked) = await session.ReadAsync();
        var old = tracked.Text.ToString();
        if (change(old) is not { } text)
            return PlacingResult.ChangedMeanwhile;
        if (text == old)
            return PlacingResult.Done;
        try
        {
            var id = Guid.NewGuid().ToString("N");
            await session.PushAsync(person, version, [new PushedUpdate(id, $"cards-{id}", Difference.Between(old, text))]);
            return PlacingResult.Done;
        }
        catch (Refusal refusal)
        {
            return refusal.Code is RefusalCode.Locked or RefusalCode.NotAllowed ? PlacingResult.NotAllowed : PlacingResult.NotSaved;
        }
    }

    private async Task<(PlacingResult Answer, DocumentPlace? Place)> FindAsync(ClaimsPrincipal caller, LiveReport report, string path)
    {
        if (
            !report.Documents.TryGetValue(path, out var name)
            || name.Kind != DocumentKind.Section
            || await sessions.FindAsync(name) is not { } place
        )
            return (PlacingResult.NotFound, null);
        return await rights.InTextAsync(caller, report.Id, place.DocumentId) == TextAccess.Write
            ? (PlacingResult.Done, place)
            : (PlacingResult.NotAllowed, null);
    }

    private static string TitleOf(OutlineEntry entry) => entry.Number.Length > 0 ? $"{entry.Number} {entry.Title}" : entry.Title;
}
