using System.Text;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Figures;
using Authoring.Web.Reports.Making;

namespace Authoring.Web.Import;

/// <summary>
/// Reads a report folder from a zip. Nothing is kept but what <see cref="ReportFolder"/> takes, and it lies on disk only as long as it is
/// read. What is wrong is said at once, file by file.
/// </summary>
internal static class FolderUpload
{
    /// <exception cref="UploadException">It is not taken.</exception>
    public static async Task<UploadedFolder> ReadAsync(Stream upload, string fileName, UploadLimits limits, CancellationToken cancellation)
    {
        var temporary = Directory.CreateTempSubdirectory("authoring-upload-");
        try
        {
            var root = Directory.CreateDirectory(Path.Combine(temporary.FullName, "unpacked", SlugRules.FromFileName(fileName))).FullName;
            IReadOnlyList<UnpackedFile> unpacked;
            await using (var zip = new FileStream(Path.Combine(temporary.FullName, "upload.zip"), FileMode.CreateNew, FileAccess.ReadWrite))
            {
                if (await FolderZip.CopyAsync(upload, zip, limits.MaxZipSize, cancellation) is not (_, true))
                    throw new UploadException(UploadFault.ZipTooLarge);
                zip.Position = 0;
                unpacked = await FolderZip.UnpackAsync(zip, root, limits, cancellation);
            }
            var files = new UnpackedFiles(root, unpacked);
            var folder = ReportFolder.Open(root);
            var definition = folder.ReadDefinition();
            files.Provide([.. definition.Front, .. definition.Body, .. definition.Annexes, .. definition.Cases]);
            var shown = Shown(ReportMaker.Read(folder));
            files.Provide(shown);
            var (report, notes) = await TakePicturesAsync(ReportMaker.Read(folder), shown, files, limits.Pictures, cancellation);
            return new UploadedFolder(report, Compiler.Compile(folder).Diagnostics, notes);
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

    private static HashSet<string> Shown(NewReport report) =>
        report
            .Texts.SelectMany(t => SourceFile.Read(t.Path, t.Text).Pictures(t.Kind == DocumentKind.Case))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// A picture in a folder is taken as one that is uploaded alone. One that cannot be used is left out where no text shows it.
    /// </summary>
    private static async Task<(NewReport Report, IReadOnlyList<UploadNote> Notes)> TakePicturesAsync(
        NewReport report,
        HashSet<string> shown,
        UnpackedFiles files,
        PictureLimits limits,
        CancellationToken cancellation
    )
    {
        var pictures = new List<(string Path, byte[] Content)>();
        var problems = new List<UploadProblem>();
        var notes = new List<UploadNote>();
        foreach (var (path, content) in PicturesOf(report, shown, files))
        {
            var taken = await PictureIntake.TakeAsync(content, limits, cancellation);
            if (taken.Answer == PictureResult.Done)
                pictures.Add((path, taken.Content));
            else if (shown.Contains(path))
                problems.Add(new UploadProblem(UploadFault.Picture, path, taken.Answer));
            else
                notes.Add(new UploadNote(UploadNoteKind.PictureLeftOut, path, taken.Answer));
            if (taken.IsCut)
                notes.Add(new UploadNote(UploadNoteKind.AttachmentCut, path));
        }
        if (pictures.Count > limits.MaxPerReport || pictures.Sum(p => (long)p.Content.Length) > limits.MaxTotalSize)
            problems.Add(new UploadProblem(UploadFault.TooLarge));
        if (problems.Count > 0)
            throw new UploadException(problems);
        report = report with { Files = pictures };
        notes.AddRange(LeftOut(report, files, notes));
        return (report, notes);
    }

    /// <summary>Those that the folder lists as pictures, and what else its texts show.</summary>
    private static IEnumerable<(string Path, byte[] Content)> PicturesOf(NewReport report, HashSet<string> shown, UnpackedFiles files)
    {
        var known = report.Files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        return report.Files.Concat(
            shown
                .Where(path => !known.Contains(path) && files.Has(path))
                .Order(StringComparer.Ordinal)
                .Select(path => (path, files.Read(path)))
        );
    }

    /// <summary>The files that are no part of the report, and of which nothing is said yet.</summary>
    private static List<UploadNote> LeftOut(NewReport report, UnpackedFiles files, List<UploadNote> notes)
    {
        var used = report
            .Texts.Select(t => t.Path)
            .Concat(report.Files.Select(p => p.Path))
            .Concat(notes.Select(n => n.Path))
            .Append(ReportDefinition.FileName)
            .ToHashSet(StringComparer.Ordinal);
        return [.. files.Paths.Where(path => !used.Contains(path)).Select(path => new UploadNote(UploadNoteKind.FileLeftOut, path))];
    }

    /// <summary>
    /// The files on disk, under the names that the report calls them by: systems differ in capitals, in how an accent is written, and
    /// in how a zip
    /// writes Chinese. A name that fits one file alone is that file's.
    /// </summary>
    private sealed class UnpackedFiles(string root, IReadOnlyList<UnpackedFile> unpacked)
    {
        private readonly HashSet<string> paths = unpacked.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);

        public IEnumerable<string> Paths => paths.Order(StringComparer.Ordinal);

        public bool Has(string path) => paths.Contains(path);

        public byte[] Read(string path) => File.ReadAllBytes(On(path));

        public void Provide(IReadOnlyCollection<string> wanted)
        {
            var missing = wanted.Where(path => !paths.Contains(path) && FolderZip.IsInside(path)).ToList();
            foreach (var path in missing)
            {
                var found = unpacked.Where(f => Same(f.Path, path) || (f.OtherReading is { } other && Same(other, path))).ToList();
                if (found is not [var one] || !paths.Contains(one.Path) || Directory.Exists(On(path)))
                    continue;
                Directory.CreateDirectory(Path.GetDirectoryName(On(path))!);
                File.Copy(On(one.Path), On(path));
                paths.Add(path);
                if (wanted.Contains(one.Path))
                    continue;
                File.Delete(On(one.Path));
                paths.Remove(one.Path);
            }
        }

        private string On(string path) => Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));

        private static bool Same(string one, string other) => Composed(one).Equals(Composed(other), StringComparison.OrdinalIgnoreCase);

        private static string Composed(string path) => path.Any(char.IsSurrogate) ? path : path.Normalize(NormalizationForm.FormC);
    }
}
