using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Reports.Outline;
using Authoring.Web.Review;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Authoring.Web.Cases;

public sealed partial class CaseCardList
{
    private static readonly DialogOptions Form = new()
    {
        MaxWidth = MaxWidth.Small,
        FullWidth = true,
        CloseOnEscapeKey = true,
        BackdropClick = false,
        CloseButton = true,
    };

    private IReadOnlyList<CaseCard> cards = [];
    private string wanted = "",
        school = "",
        state = "",
        said = "";
    private CardChoice which;
    private bool isTable,
        isBad;

    /// <summary>Where one gets to see what was done, and the card that was taken out of the report last.</summary>
    private string? way,
        removed;

    [Inject]
    private CaseCardQueries Queries { get; set; } = null!;

    [Inject]
    private CasePlacementService Placing { get; set; } = null!;

    [Inject]
    private OutlineService Outline { get; set; } = null!;

    [Inject]
    private CardSchools OwnSchool { get; set; } = null!;

    [Inject]
    private RevisionConfirmation Revision { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private bool MayAdd => Access >= Access.Write;
    private IReadOnlyList<CaseCard> Shown => Of(which);

    private IEnumerable<string> Schools =>
        cards.Select(card => card.Entry.School?.Trim() ?? "").Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal);

    private IReadOnlyList<(string Key, string Word)> States =>
        [.. cards.Select(card => card.Standing).OfType<TextReviewState>().DistinctBy(at => at.State).Select(at => (at.State, WordOf(at)))];

    private protected override async Task CompiledAsync() => cards = await Queries.ListForAsync(Report!, Current!);

    private IReadOnlyList<CaseCard> Of(CardChoice choice) => new CardFilter(choice, school, state, wanted).Of(cards);

    private string WordOf(TextReviewState at) => at.IsInReview ? at.StageName! : Words[$"client.review-state-{at.State}"];

    private async Task AddAsync()
    {
        var dialog = await Dialogs.ShowAsync<NewCardDialog>(
            Words["cards.add"],
            new DialogParameters<NewCardDialog>
            {
                { form => form.School, await OwnSchool.OfAsync(Caller) },
                { form => form.Schools, [.. Schools] },
                { form => form.Save, AddAsync },
            },
            Form
        );
        if (await dialog.Result is { Canceled: false, Data: string key })
            Say(Words["cards.added"], new DocumentName(Slug, DocumentKind.Case, key));
    }

    /// <returns>What kept it from being made; null: nothing did, and the dialog closes with the card's key.</returns>
    private async Task<(string? Complaint, string? Key)> AddAsync(NewCaseCard card)
    {
        var (answer, key) = await Outline.AddCardAsync(Caller, Report!, card);
        return answer == OutlineResult.Done
            ? (null, key)
            : (
                Words[$"cards.answer-{answer}", OutlineService.LongestTitle, NewCaseCard.LongestSchool, NewCaseCard.LongestSummary].Value,
                null
            );
    }

    private async Task PlaceAsync(CaseCard card)
    {
        var sections = await Placing.SectionsAsync(Caller, Report!, await Report!.CompileNowAsync());
        var dialog = await Dialogs.ShowAsync<PlaceCardDialog>(
            Words[card.IsPlaced ? "cards.move-title" : "cards.put-title", card.Entry.Title],
            new DialogParameters<PlaceCardDialog> { { form => form.Sections, sections } },
            Form
        );
        if (await dialog.Result is { Canceled: false, Data: CardTarget target })
            await PlaceAsync(card, target.Section, target.Heading);
    }

    private Task TakeAsync(CaseCard card) => PlaceAsync(card, null, null);

    private async Task PlaceAsync(CaseCard card, CardSection? section, Authoring.Compile.Reading.HeadingLine? heading)
    {
        if (!await Revision.MayChangeAsync(Caller, Report!, CasePlacementService.Touched(card.Entry, section?.Path)))
            return;
        var answer = await Placing.PlaceAsync(Caller, Report!, card.Entry.Path, section?.Path, heading);
        (isBad, way, removed) = (answer != PlacingResult.Done, null, null);
        said =
            isBad ? Words[$"cards.placing-{answer}"]
            : section is null ? Words["cards.taken", card.Entry.Title]
            : Words["cards.placed", card.Entry.Title, section.Title];
        if (!isBad && section is not null && Report!.Documents.TryGetValue(section.Path, out var name))
            way = Addresses.OfText(name);
    }

    private async Task RenameAsync(CaseCard card)
    {
        if (!await Revision.MayChangeAsync(Caller, Report!, card.Entry.Path))
            return;
        var dialog = await Dialogs.ShowAsync<CardTitleDialog>(
            Words["cards.rename"],
            new DialogParameters<CardTitleDialog> { { form => form.Title, card.Entry.Title } },
            Form
        );
        if (await dialog.Result is { Canceled: false, Data: string title })
            Say(await Outline.RenameAsync(Caller, Report!, card.Entry.Path, title), Words["board.renamed"]);
    }

    /// <summary>Nothing is lost by it, so nothing is asked: the way back stands beside the words that say what was done.</summary>
    private async Task RemoveAsync(CaseCard card)
    {
        var seen = Report!.Shape.Yaml;
        if (!await Revision.MayChangeAsync(Caller, Report, TextOrder.Without(DefinitionDraft.Read(seen), card.Entry.Path)))
            return;
        Say(await Outline.RemoveAsync(Caller, Report, seen, card.Entry.Path), Words["board.was-removed", card.Entry.Title]);
        removed = isBad ? null : card.Entry.Path;
    }

    private async Task RestoreAsync(string path) =>
        Say(await Outline.RestoreAsync(Caller, Report!, Report!.Shape.Yaml, path), Words["board.restored"]);

    private void Say(OutlineResult answer, string done)
    {
        (isBad, way, removed) = (answer != OutlineResult.Done, null, null);
        said = isBad ? Words[$"board.answer-{answer}", OutlineService.LongestTitle] : done;
    }

    private void Say(string done, DocumentName text) => (said, isBad, way, removed) = (done, false, Addresses.OfText(text), null);
}
