using System.IO.Compression;
using System.Text;
using Authoring.Compile;
using Authoring.Web.Figures;
using Authoring.Web.Storage;

namespace Authoring.Web.Import;

/// <summary>A file as it lies unpacked.</summary>
/// <param name="Path">Inside the report folder.</param>
/// <param name="OtherReading">What its name says when it is read as Chinese Windows writes names; null: nothing else.</param>
internal sealed record UnpackedFile(string Path, string? OtherReading);

/// <summary>
/// Unpacks a zip that may be hostile: sizes are counted while unpacking, a path that leaves and a link are refused. What a system leaves in
/// every folder stays out.
/// </summary>
internal static class FolderZip
{
    private const int UnixTypeMask = 0xF000,
        UnixLink = 0xA000,
        UnixFile = 0x8000,
        UnixFolder = 0x4000;

    /// <summary>As many are named; more help nobody.</summary>
    private const int MostProblems = 50;

    private sealed record Packed(ZipArchiveEntry Entry, string Path, string? OtherReading)
    {
        public string Name => Path[(Path.LastIndexOf('/') + 1)..];
        public string Folder => Path[..(Path.LastIndexOf('/') + 1)];
        public int Depth => Path.Count(c => c == '/');
    }

    /// <summary>Unpacks the report folder that the zip holds, wherever in it that lies.</summary>
    /// <exception cref="UploadException">It is not taken.</exception>
    public static async Task<IReadOnlyList<UnpackedFile>> UnpackAsync(
        Stream stream,
        string root,
        UploadLimits limits,
        CancellationToken cancellation
    )
    {
        try
        {
            var names = new ZipNames();
            await using var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: true, names, cancellation);
            var entries = zip.Entries.Where(e => !IsLeftByASystem(e.FullName)).ToList();
            if (entries.Count > limits.MaxFiles)
                throw new UploadException(UploadFault.TooManyFiles);
            Refuse([.. entries.Select(e => Check(e, limits)).OfType<UploadProblem>()]);
            var files = entries
                .Where(e => !e.FullName.EndsWith('/'))
                .Select(e => new Packed(e, Composed(e.FullName)!, Composed(names.OtherReading(e.FullName))))
                .ToList();
            return await UnpackAsync(files, Definition(files), root, limits, cancellation);
        }
        catch (Exception e)
            when (!DatabaseTrouble.IsNoRoom(e) && e is (InvalidDataException or IOException or NotSupportedException or ArgumentException))
        {
            throw new UploadException(UploadFault.NotAZip, e.Message);
        }
    }

    private static async Task<IReadOnlyList<UnpackedFile>> UnpackAsync(
        List<Packed> files,
        Packed? definition,
        string root,
        UploadLimits limits,
        CancellationToken cancellation
    )
    {
        var top = definition?.Folder ?? "";
        var unpacked = new List<UnpackedFile>();
        var problems = new List<UploadProblem>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var left = limits.MaxTotalSize;
        foreach (var file in files.Where(f => f.Path.StartsWith(top, StringComparison.Ordinal)).OrderByDescending(f => f == definition))
        {
            var path = file == definition ? ReportDefinition.FileName : file.Path[top.Length..];
            if (!seen.Add(path))
            {
                problems.Add(new UploadProblem(UploadFault.Twice, path));
                continue;
            }
            var most = Math.Min(limits.MaxFileSize, left);
            var (size, isWhole) = await WriteAsync(
                file.Entry,
                Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar)),
                most,
                cancellation
            );
            left -= size;
            if (!isWhole && most < limits.MaxFileSize)
                throw new UploadException(UploadFault.TooLarge);
            if (!isWhole)
                problems.Add(new UploadProblem(UploadFault.FileTooLarge, path));
            unpacked.Add(new UnpackedFile(path, Below(file.OtherReading, top)));
        }
        Refuse(problems);
        return unpacked;
    }

    private static void Refuse(List<UploadProblem> problems)
    {
        if (problems.Count > 0)
            throw new UploadException([.. problems.Take(MostProblems)]);
    }

    private static async Task<(long Size, bool IsWhole)> WriteAsync(
        ZipArchiveEntry entry,
        string target,
        long most,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await using var source = await entry.OpenAsync(cancellation);
        await using var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        return await CopyAsync(source, file, most, cancellation);
    }

    /// <summary>Copies to the end, or until there is more than may be.</summary>
    public static async Task<(long Size, bool IsWhole)> CopyAsync(Stream from, Stream to, long most, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        long copied = 0;
        while (await from.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            if (copied + count > most)
                return (most, false);
            copied += count;
            await to.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }
        return (copied, true);
    }

    private static UploadProblem? Check(ZipArchiveEntry entry, UploadLimits limits)
    {
        var path = entry.FullName;
        if (path.Length > limits.MaxPathLength)
            return new UploadProblem(UploadFault.Outside, path[..limits.MaxPathLength]);
        if (!IsInside(path.TrimEnd('/')))
            return new UploadProblem(UploadFault.Outside, path);
        var isFile = ((entry.ExternalAttributes >> 16) & UnixTypeMask) is 0 or UnixFile or UnixFolder;
        return isFile ? null : new UploadProblem(UploadFault.Link, path);
    }

    /// <summary>Whether a path stays in the folder on every system.</summary>
    public static bool IsInside(string path) =>
        !path.Contains('\\')
        && !path.Contains(':')
        && !path.Any(char.IsControl)
        && !Array.Exists(path.Split('/'), step => step is "" or "." or "..");

    /// <summary>The report.yml nearest to the root, in capitals or not; null: there is none.</summary>
    private static Packed? Definition(List<Packed> files)
    {
        var found = files
            .Where(f =>
                f.Name.Equals(ReportDefinition.FileName, StringComparison.OrdinalIgnoreCase)
                || f.Name.Equals("report.yaml", StringComparison.OrdinalIgnoreCase)
            )
            .OrderBy(f => f.Depth)
            .ThenByDescending(f => f.Name == ReportDefinition.FileName)
            .ThenBy(f => f.Path, StringComparer.Ordinal)
            .ToList();
        if (found.Count == 0)
            return null;
        // Older copies lie in folders of the report; a report beside it is another one.
        var beside = found
            .Skip(1)
            .Where(f =>
                !f.Path.StartsWith(found[0].Folder, StringComparison.Ordinal)
                || (f.Folder == found[0].Folder && found[0].Name != ReportDefinition.FileName)
            )
            .ToList();
        if (beside.Count > 0)
            throw new UploadException(UploadFault.SeveralReports, string.Join("、", beside.Prepend(found[0]).Take(5).Select(f => f.Path)));
        return found[0];
    }

    private static bool IsLeftByASystem(string path)
    {
        var steps = path.TrimEnd('/').Split('/');
        return steps.Contains("__MACOSX", StringComparer.Ordinal)
            || steps[^1].StartsWith("._", StringComparison.Ordinal)
            || steps[^1] is ".DS_Store" or "Icon\r"
            || steps[^1].Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase)
            || steps[^1].Equals("desktop.ini", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The other reading has as many steps as the first.</summary>
    private static string? Below(string? otherReading, string top) =>
        otherReading is null ? null : string.Join('/', otherReading.Split('/').Skip(top.Count(c => c == '/')));

    /// <summary>Apple's systems keep a letter and its accent apart.</summary>
    private static string? Composed(string? name) =>
        name is null || name.Any(char.IsSurrogate) ? name : name.Normalize(NormalizationForm.FormC);
}
