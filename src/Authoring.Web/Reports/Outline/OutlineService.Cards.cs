using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports.Outline;

/// <summary>A case card as somebody fills it in before it is there.</summary>
public sealed record NewCaseCard(string? Title, string? School, string? Summary)
{
    public const int LongestSchool = 200;
    public const int LongestSummary = 2_000;

    /// <summary>One line each, but for the summary's own; nothing that cannot be seen. Null: something is missing or too long.</summary>
    public NewCaseCard? Clean()
    {
        if (
            (Title ?? "").Length > 10 * OutlineService.LongestTitle
            || (School ?? "").Length > 10 * LongestSchool
            || (Summary ?? "").Length > 10 * LongestSummary
        )
            return null;
        var lines = (Summary ?? "").ReplaceLineEndings("\n").Split('\n').Select(TextTitle.Clean);
        var (title, school, summary) = (TextTitle.Clean(Title ?? ""), TextTitle.Clean(School ?? ""), string.Join('\n', lines).Trim('\n'));
        return title.Length is 0 or > OutlineService.LongestTitle || school.Length > LongestSchool || summary.Length > LongestSummary
            ? null
            : new NewCaseCard(title, school, summary);
    }

    /// <summary>What the card begins with; it is clean.</summary>
    public string TextOf(string key) => TextTitle.NewCard(key, Title!, School!, Summary!);
}

internal sealed partial class OutlineService
{
    private const int MostTries = 8;

    /// <summary>
    /// Adds a case card for somebody who writes in the section <paramref name="from"/>: behind the others, whatever their order is by now.
    /// A
    /// writer's card is his organisation's to write, or his own where he has none; an editor's is everybody's, until he assigns it.
    /// </summary>
    /// <returns>The key of the card.</returns>
    public async Task<(OutlineResult Answer, string? Key)> AddCardAsync(
        ClaimsPrincipal caller,
        LiveReport report,
        DocumentName from,
        NewCaseCard card
    )
    {
        if (from.Slug != report.Slug || from.Kind != DocumentKind.Section || await sessions.FindAsync(from) is not { } place)
            return (OutlineResult.NotFound, null);
        if (await rights.InTextAsync(caller, report.Id, place.DocumentId) != TextAccess.Write)
            return (OutlineResult.NotAllowed, null);
        return await AddCardOfAsync(caller, report, card);
    }

    /// <summary>Adds one that is placed nowhere yet, for somebody who writes in the report.</summary>
    /// <inheritdoc cref="AddCardAsync(ClaimsPrincipal, LiveReport, DocumentName, NewCaseCard)"/>
    public async Task<(OutlineResult Answer, string? Key)> AddCardAsync(ClaimsPrincipal caller, LiveReport report, NewCaseCard card) =>
        await rights.InReportAsync(caller, report.Id) < Access.Write
            ? (OutlineResult.NotAllowed, null)
            : await AddCardOfAsync(caller, report, card);

    private async Task<(OutlineResult Answer, string? Key)> AddCardOfAsync(ClaimsPrincipal caller, LiveReport report, NewCaseCard card)
    {
        if (card.Clean() is not { } clean)
            return (OutlineResult.BadCard, null);
        if (TextOrder.CountOf(report.Definition) >= MostTexts)
            return (OutlineResult.TooMany, null);
        var isEditors = await rights.InReportAsync(caller, report.Id) == Access.Manage;
        var (answer, key) = await AddCardAsync(report.Id, clean, isEditors ? null : caller.PersonId());
        await ShowAsync(report, caller.PersonId());
        return answer == OutlineResult.Done ? (answer, key) : (OutlineResult.NotSaved, null);
    }

    /// <param name="writer">Whose card it is; null: everybody's.</param>
    private async Task<(OutlineResult Answer, string? Key)> AddCardAsync(int reportId, NewCaseCard card, int? writer)
    {
        var (answer, key) = (OutlineResult.ChangedMeanwhile, (string?)null);
        // Somebody else may add one at the same moment: then this one comes behind it.
        for (var tries = 0; tries < MostTries && answer == OutlineResult.ChangedMeanwhile; tries++)
            answer = await CommitAsync(
                reportId,
                async (now, _, db) =>
                {
                    var document = await NewDocuments.AddAsync(db, reportId, ReportPart.Case, card.TextOf);
                    key = document.Key;
                    if (writer is { } person)
                        await AssignAsync(db, document.Id, person);
                    return (OutlineResult.Done, TextOrder.Insert(now, ReportPart.Case, int.MaxValue, document.Path));
                }
            );
        return (answer, key);
    }

    private static async Task AssignAsync(AuthoringDb db, int documentId, int person)
    {
        var organisation = await db.Users.Where(p => p.Id == person).Select(p => p.OrganisationId).SingleAsync();
        db.Assignments.Add(
            new Assignment
            {
                DocumentId = documentId,
                OrganisationId = organisation,
                PersonId = organisation is null ? person : null,
            }
        );
    }
}
