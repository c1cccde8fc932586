using System.IO.Compression;
using System.Text;
using Authoring.Compile.Pictures;
using Authoring.Text;
using Authoring.Web.Figures;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;

namespace Authoring.Web.Publishing;

/// <summary>Writes what is no Word file: the folder and the HTML document, one picture in memory at a time.</summary>
internal sealed class ReportOutputs(AuthoringDb db, IReadOnlyDictionary<string, PictureInfo> pictures, CancellationToken cancellation)
{
    /// <summary>A zip with <c>report.yml</c> at its root and the files' own names.</summary>
    public async Task FolderAsync(Stream output, string yaml, IReadOnlyDictionary<string, Rope> texts)
    {
        await using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        foreach (var path in pictures.Keys.Concat(texts.Keys).Append(ReportDefinition.FileName).Order(StringComparer.Ordinal))
        {
            await using var target = await Export.OpenEntryAsync(zip, path, cancellation);
            await target.WriteAsync(await ContentAsync(path), cancellation);
        }

        async Task<byte[]> ContentAsync(string path) =>
            pictures.TryGetValue(path, out var picture)
                ? await Renditions.OriginalAsync(db, picture, cancellation) ?? []
                : Encoding.UTF8.GetBytes(texts.TryGetValue(path, out var text) ? text.ToString() : yaml);
    }

    /// <summary>One document with all pictures in it.</summary>
    /// <param name="room">
    /// Bytes of all pictures: a text can show one picture a hundred thousand times, and what goes beyond is named only.
    /// </param>
    public async Task HtmlAsync(Stream output, Compilation compiled, Projection projection, long room)
    {
        await using var writer = new StreamWriter(output, leaveOpen: true);
        compiled.Report.WriteHtml(writer, Embedded, compiled.Markup(projection));

        string Embedded(string path)
        {
            cancellation.ThrowIfCancellationRequested();
            if (room <= 0 || pictures[path] is not { Facts: { } facts } picture)
                return path;
            if (Renditions.ContentOf(db, picture).SingleOrDefault() is not { } stored)
                return path;
            var content = PictureCleaner.Clean(stored);
            room -= content.Length;
            return room < 0 ? path : $"data:{facts.MediaType};base64,{Convert.ToBase64String(content)}";
        }
    }
}
