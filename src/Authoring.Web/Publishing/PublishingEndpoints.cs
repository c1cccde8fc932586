using Authoring.Web.Publishing.Editions;
using Authoring.Web.Publishing.Print;
using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Publishing;

/// <summary>The words of an address and the services that answer it.</summary>
/// <param name="Of">The hash of a finished PDF: that one, whatever the report has become since.</param>
internal sealed record PublishingRequest(
    string? Projection,
    string? Of,
    LiveReports Reports,
    PdfOrders Orders,
    PdfQueue Queue,
    PdfCache Cache,
    LibreOffice Office,
    IOptions<PublishingSettings> Settings,
    TimeProvider Clock,
    IStringLocalizer<Words> Words
);

/// <summary>The numbered document as a Word file and as a PDF.</summary>
internal static class PublishingEndpoints
{
    private const string WordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string PdfType = "application/pdf";
    private const string SecondsUntilAgain = "30";

    public static void MapPublishing(this WebApplication app)
    {
        app.MapExport();
        app.MapEditions();
        app.MapPrint();
        var export = app.MapGroup("/reports/{slug}/export").RequireAuthorization();
        export.MapGet("/docx", WordAsync);
        export.MapGet("/pdf", PdfAsync);
    }

    /// <summary>At once: with the pages of a PDF where one of the same content has been made, else without any.</summary>
    private static async Task<IResult> WordAsync(string slug, [AsParameters] PublishingRequest request, HttpContext context)
    {
        if (await request.Reports.FindForReadingAsync(context.User, slug) is not { } report)
            return Results.NotFound();
        if (request.Of is { Length: > 0 } hash)
            return FileOf(request.Cache.Find(new PdfKey(report.Id, hash))?.Word, WordType, $"{slug}.docx") ?? Results.NotFound();
        if (Projections.Read(request.Projection) is not { } wanted)
            return Results.BadRequest();
        var word = Export.NewFile();
        try
        {
            var order = await request.Orders.WriteAsync(report, wanted, word, context.RequestAborted);
            if (FileOf(request.Cache.Find(order.Key)?.Word, WordType, $"{slug}.docx") is not { } withPages)
                return Results.File(word, WordType, $"{slug}.docx"); // closes it
            await word.DisposeAsync();
            return withPages;
        }
        catch
        {
            await word.DisposeAsync();
            throw;
        }
    }

    /// <summary>When it is made; or why it is not.</summary>
    private static async Task<IResult> PdfAsync(string slug, [AsParameters] PublishingRequest request, HttpContext context)
    {
        if (await request.Reports.FindForReadingAsync(context.User, slug) is not { } report)
            return Results.NotFound();
        if (request.Of is { Length: > 0 } hash)
            return FileOf(request.Cache.Find(new PdfKey(report.Id, hash))?.Pdf, PdfType, $"{slug}.pdf") ?? Results.NotFound();
        if (Projections.Read(request.Projection) is not { } wanted)
            return Results.BadRequest();
        if (!request.Office.IsInstalled)
            return Refused(request, PdfFailure.NotInstalled, context);
        var outcome = await OutcomeAsync(request, await request.Orders.OfAsync(report, wanted, context.RequestAborted), context);
        return outcome.Failure is { } failure
            ? Refused(request, failure, context)
            : FileOf(outcome.Report!.Pdf, PdfType, $"{slug}.pdf") ?? Refused(request, PdfFailure.NothingMade, context);
    }

    private static async Task<PdfOutcome> OutcomeAsync(PublishingRequest request, PdfOrder order, HttpContext context)
    {
        using var ticket = request.Queue.Ask(order);
        try
        {
            return await ticket.Outcome.WaitAsync(request.Settings.Value.WaitLimit, request.Clock, context.RequestAborted);
        }
        catch (TimeoutException)
        {
            return new PdfOutcome(PdfFailure.TimedOut, null);
        }
    }

    /// <summary>Null: there is none, or no longer.</summary>
    private static IResult? FileOf(string? path, string type, string name)
    {
        try
        {
            return path is null
                ? null
                : Results.File(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete), type, name);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>For scripts a problem, for people who followed a link its sentence.</summary>
    private static IResult Refused(PublishingRequest request, PdfFailure failure, HttpContext context)
    {
        var (sentence, status) = (request.Words.Say(failure), PdfWords.StatusOf(failure));
        if (failure == PdfFailure.QueueFull)
            context.Response.Headers.RetryAfter = SecondsUntilAgain;
        context.Response.Headers.CacheControl = "no-store";
        return context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
            ? Results.Text(sentence, "text/plain; charset=utf-8", System.Text.Encoding.UTF8, status)
            : Results.Problem(
                sentence,
                statusCode: status,
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = failure.ToString() }
            );
    }
}
