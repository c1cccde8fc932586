using System.Security.Claims;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Publishing;

/// <summary>
/// Has the report laid out as it is now and downloads it: the PDF, or the Word file with the same pages in. Both are of one moment,
/// whatever is typed meanwhile. A Word file can be had in any case, at worst without pages.
/// </summary>
public sealed partial class PublishButtons
{
    private PdfTicket? ticket;
    private bool isMaking,
        isBad;
    private string said = "",
        faces = "";

    /// <summary>Where what was made last can be had.</summary>
    private string? made;

    [Parameter, EditorRequired]
    public string Slug { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private LiveReports Reports { get; set; } = null!;

    [Inject]
    private PdfOrders Orders { get; set; } = null!;

    [Inject]
    private PdfQueue Queue { get; set; } = null!;

    [Inject]
    private LibreOffice Office { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Words> Words { get; set; } = null!;

    private string Address(string kind) => Addresses.OfReport(Slug, $"export/{kind}");

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
            Queue.Moved += Moved;
    }

    private void Moved()
    {
        if (ticket is not null)
            _ = InvokeAsync(StateHasChanged);
    }

    private async Task MakeAsync(bool isWord)
    {
        if (isMaking)
            return;
        (isMaking, isBad, said, faces, made) = (true, false, "", "", null);
        try
        {
            var caller = (await Authentication).User;
            if (await Reports.FindForReadingAsync(caller, Slug) is not { } report)
                (isBad, said) = (true, Words["pdf.not-allowed"]);
            else
                Take(await OutcomeAsync(report), isWord);
        }
        catch (OperationCanceledException)
        {
            said = Words["pdf.cancelled"];
        }
        finally
        {
            ticket?.Dispose();
            (ticket, isMaking) = (null, false);
        }
    }

    private async Task<PdfOutcome> OutcomeAsync(LiveReport report)
    {
        if (!Office.IsInstalled)
            return new PdfOutcome(PdfFailure.NotInstalled, null);
        var order = await Task.Run(() => Orders.OfAsync(report, Projection.Final, CancellationToken.None));
        if (!isMaking)
            throw new OperationCanceledException();
        ticket = Queue.Ask(order);
        StateHasChanged();
        return await ticket.Outcome;
    }

    private void Take(PdfOutcome outcome, bool isWord)
    {
        if (outcome.Report is { } report)
        {
            said = Words[isWord ? "pdf.word-made" : "pdf.made"];
            if (!report.Map.HasSettled)
                said += Words["pdf.unsettled", report.Map.Passes];
            faces = isWord ? "" : Words.Say(report.MissingFaces);
            made = $"{Address(isWord ? "docx" : "pdf")}?of={report.Key.Hash}";
        }
        else
        {
            var why = Words.Say(outcome.Failure!.Value);
            (isBad, said) = (!isWord, isWord ? Words["pdf.word-without-pages", why] : why);
            made = isWord ? Address("docx") : null;
        }
        if (made is not null)
            Navigation.NavigateTo(made, forceLoad: true); // a download: the page stays
    }

    private void Cancel()
    {
        isMaking = false;
        ticket?.Dispose();
    }

    public void Dispose()
    {
        Queue.Moved -= Moved;
        Cancel();
    }
}
