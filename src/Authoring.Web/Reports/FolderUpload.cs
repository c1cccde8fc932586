using System.IO.Compression;
using System.Text;
using Authoring.Compile;
using Authoring.Web.Storage;

namespace Authoring.Web.Reports;

internal enum UploadFault { NotAZip, TooManyFiles, ZipTooLarge, FileTooLarge, TooLarge, Outside, Link, Twice, NotAReport, Picture }

/// <summary>An uploaded folder that is not taken. <paramref name="Detail"/> names the file, or says what the compiler says.</summary>
internal sealed class UploadException(UploadFault fault, string detail = "") : Exception($"{fault}: {detail}")
{
    public UploadFault Fault { get; } = fault;
    public string Detail { get; } = detail;
    /// <summary>What is wrong with the picture that <see cref="Detail"/> names.</summary>
    public PictureAnswer Picture { get; init; }
}

/// <summary>
/// Reads a report folder from a zip that may be hostile: sizes are counted while unpacking, a path that leaves and a link
/// are refused, and nothing is kept but what <see cref="ReportFolder"/> takes. It lies on disk only as long as it is read.
/// </summary>
internal static class FolderUpload
{
    private const int UnixTypeMask = 0xF000, UnixLink = 0xA000, UnixFile = 0x8000, UnixFolder = 0x4000;

    /// <summary>The report, and what compiling it would say.</summary>
    /// <exception cref="UploadException">It is not taken.</exception>
    public static async Task<(NewReport Report, IReadOnlyList<Diagnostic> Diagnostics)> ReadAsync(Stream upload, string fileName, UploadLimits limits, CancellationToken cancellation)
    {
        var temporary = Directory.CreateTempSubdirectory("authoring-upload-");
        try
        {
            var root = Directory.CreateDirectory(Path.Combine(temporary.FullName, "unpacked", SlugRules.FromFileName(fileName))).FullName;
            await using (var zip = new FileStream(Path.Combine(temporary.FullName, "upload.zip"), FileMode.CreateNew, FileAccess.ReadWrite))
            {
                await CopyAsync(upload, zip, limits.MaxZipSize, () => new UploadException(UploadFault.ZipTooLarge), cancellation);
                zip.Position = 0;
                await UnpackAsync(zip, root, limits, cancellation);
            }
            var folder = ReportFolder.Open(root);
            var report = ReportMaker.Read(folder);
            CheckPictures(report, limits.Pictures);
            return (report, Compiler.Compile(folder).Diagnostics);
        }
        catch (ReportFormatException e)
        {
            throw new UploadException(UploadFault.NotAReport, e.Message);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    /// <summary>A picture in a folder is taken as one that is uploaded alone.</summary>
    private static void CheckPictures(NewReport report, PictureLimits limits)
    {
        foreach (var (path, content) in report.Files)
            if (limits.Check(content, out _) is var answer and not PictureAnswer.Done) throw new UploadException(UploadFault.Picture, path) { Picture = answer };
        if (report.Files.Count > limits.MaxPerReport || report.Files.Sum(f => (long)f.Content.Length) > limits.MaxTotalSize) throw new UploadException(UploadFault.TooLarge);
    }

    private static async Task UnpackAsync(Stream stream, string root, UploadLimits limits, CancellationToken cancellation)
    {
        try
        {
            // Names that are not marked as UTF-8 come from Chinese Windows.
            await using var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: true, CodePagesEncodingProvider.Instance.GetEncoding("gb18030"), cancellation);
            if (zip.Entries.Count > limits.MaxFiles) throw new UploadException(UploadFault.TooManyFiles);
            foreach (var entry in zip.Entries) Check(entry, limits);
            var top = TopFolder(zip);
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var left = limits.MaxTotalSize;
            foreach (var entry in zip.Entries.Where(e => !IsFolder(e) && e.FullName.StartsWith(top, StringComparison.Ordinal)))
            {
                var path = entry.FullName[top.Length..];
                if (!seen.Add(path)) throw new UploadException(UploadFault.Twice, path);
                var target = Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                await using var source = await entry.OpenAsync(cancellation);
                await using var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
                var most = Math.Min(limits.MaxFileSize, left);
                left -= await CopyAsync(source, file, most, () => most < limits.MaxFileSize ? new UploadException(UploadFault.TooLarge) : new UploadException(UploadFault.FileTooLarge, path), cancellation);
            }
        }
        catch (Exception e) when (!DatabaseTrouble.IsNoRoom(e) && e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new UploadException(UploadFault.NotAZip, e.Message);
        }
    }

    private static void Check(ZipArchiveEntry entry, UploadLimits limits)
    {
        var path = entry.FullName;
        if (path.Length > limits.MaxPathLength) throw new UploadException(UploadFault.Outside, path[..limits.MaxPathLength]);
        var steps = path.TrimEnd('/').Split('/');
        if (path.Contains('\\') || path.Contains(':') || path.Any(char.IsControl) || Array.Exists(steps, step => step is "" or "." or ".."))
            throw new UploadException(UploadFault.Outside, path);
        if (((entry.ExternalAttributes >> 16) & UnixTypeMask) is not (0 or UnixFile or UnixFolder)) throw new UploadException(UploadFault.Link, path);
    }

    /// <summary>Many programs pack the folder itself: then the report lies one step further down.</summary>
    private static string TopFolder(ZipArchive zip)
    {
        if (zip.Entries.Any(e => e.FullName == ReportDefinition.FileName)) return "";
        var found = zip.Entries.Where(e => e.Name == ReportDefinition.FileName && e.FullName.Count(c => c == '/') == 1).ToList();
        return found.Count == 1 ? found[0].FullName[..^ReportDefinition.FileName.Length] : "";
    }

    private static bool IsFolder(ZipArchiveEntry entry) => entry.FullName.EndsWith('/');

    private static async Task<long> CopyAsync(Stream from, Stream to, long most, Func<UploadException> tooMuch, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        long copied = 0;
        while (await from.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            copied += count;
            if (copied > most) throw tooMuch();
            await to.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }
        return copied;
    }
}
