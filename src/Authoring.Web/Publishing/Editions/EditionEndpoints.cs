using Authoring.Web.Reports.Live;

namespace Authoring.Web.Publishing.Editions;

/// <summary>The files of editions, byte by byte as they were published, for whoever may read the report.</summary>
internal static class EditionEndpoints
{
    /// <summary>By the word in the address, what it is and what it is sent as.</summary>
    public static readonly IReadOnlyList<(string Word, EditionFileKind Kind, string Extension, string Type)> Kinds =
    [
        ("docx", EditionFileKind.Word, ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pdf", EditionFileKind.Pdf, ".pdf", "application/pdf"),
        ("html", EditionFileKind.Html, ".html", "text/html; charset=utf-8"),
        ("folder", EditionFileKind.Folder, ".zip", "application/zip"),
        ("json", EditionFileKind.Numbers, ".json", "application/json; charset=utf-8"),
        ("record", EditionFileKind.Record, "-record.json", "application/json; charset=utf-8"),
    ];

    public static void MapEditions(this WebApplication app) =>
        app.MapGet("/reports/{slug}/editions/{number:int}/files/{kind}", FileAsync).RequireAuthorization();

    private static async Task<IResult> FileAsync(
        string slug,
        int number,
        string kind,
        HttpContext context,
        LiveReports reports,
        EditionQueries editions,
        ContentStore store
    )
    {
        if (await reports.FindForReadingAsync(context.User, slug) is not { } report)
            return Results.NotFound();
        var known = Kinds.FirstOrDefault(one => one.Word == kind);
        if (known.Word is null || (await editions.FindAsync(report.Id, number))?.File(known.Kind) is not { } file)
            return Results.NotFound();
        context.Response.Headers.ETag = $"\"{file.Hash}\"";
        return await Export.SendAsync(
            known.Type,
            $"{slug}-{number}{known.Extension}",
            stream => store.CopyToAsync(file.Hash, stream, context.RequestAborted)
        );
    }
}
