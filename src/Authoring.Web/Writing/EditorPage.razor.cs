using System.Text.Json;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Writing;

/// <summary>
/// The page in which a section or a case card is written. It is rendered once and needs no circuit: the editor, the preview and
/// the lists follow over the editing hub, so that they go on when the server was restarted.
/// </summary>
public sealed partial class EditorPage
{
    [Parameter]
    public string? Key { get; set; }

    [Parameter]
    public string? CaseId { get; set; }

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    /// <summary>
    /// Asked for by a page that shows another text of the report (<c>page/visiting.ts</c>): what is the same for all of them it has
    /// already.
    /// </summary>
    private bool IsVisit => Http?.Request.Headers.ContainsKey("X-Visit") ?? false;

    [Inject]
    private Rights TextRights { get; set; } = null!;

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    [Inject]
    private TextReviewStates ReviewStates { get; set; } = null!;

    [Inject]
    private ReviewService Review { get; set; } = null!;

    [Inject]
    private ReportTrees Trees { get; set; } = null!;

    private DocumentName Name => Key is null ? new(Slug, DocumentKind.Case, CaseId!) : new(Slug, DocumentKind.Section, Key);
    private Compilation? Current { get; set; }
    private string Path { get; set; } = "";
    private string Title { get; set; } = "";
    private string Number { get; set; } = "";
    private ReportTree? Tree { get; set; }
    private string Person { get; set; } = "";
    private string PersonName { get; set; } = "";
    private TextAccess InText { get; set; }
    private TextReviewState? ReviewPosition { get; set; }

    /// <summary>
    /// Whose signatures a change would end, as the page is told it again with every look at its text: the first key may come before that.
    /// </summary>
    private string Protection { get; set; } = "null";
    private bool MayWrite => InText is TextAccess.Write or TextAccess.Suggest;
    private bool OnlySuggests => InText == TextAccess.Suggest;

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Report is null)
            return;
        if (Report.Documents.FirstOrDefault(d => d.Value == Name).Key is not { } path)
        {
            Navigation.NotFound();
            return;
        }
        Path = path;
        (Person, PersonName) = (PersonIds.Write(Caller.PersonId()), Caller.FindFirst(DisplayNameClaims.Name)?.Value ?? "");
        InText = await AccessAsync();
        ReviewPosition = (await ReviewStates.ListForAsync(Report.Id)).GetValueOrDefault(path);
        Protection = JsonSerializer.Serialize(await Review.ProtectionAsync(Caller, Report, [path]), JsonSerializerOptions.Web);
        Current = await Report.CurrentAsync();
        var entry = Current.Report.Outline.FirstOrDefault(f => f.Path == path);
        (Number, Title) = (entry?.Number ?? "", entry?.Title ?? path);
        Tree = await Trees.FindAsync(Report, Current);
    }

    private async Task<TextAccess> AccessAsync() =>
        await Sessions.FindAsync(Name) is { } place
            ? await TextRights.InTextAsync(Caller, place.ReportId, place.DocumentId)
            : TextAccess.None;
}
