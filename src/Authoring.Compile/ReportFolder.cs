using System.Text;
using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile;

/// <summary>
/// A report folder on disk. Nothing outside it is ever read: every step of a path is looked at, and a symbolic link is
/// followed only as long as it stays inside.
/// </summary>
public sealed class ReportFolder
{
    /// <summary>Bytes. A larger picture is not embedded.</summary>
    public const int LargestImage = ImageLookup.LargestFile;

    private const int MostLinks = 40;
    private const int MostBytesPerCharacter = 3; // of UTF-8 per UTF-16 code unit

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _root;
    private readonly string _name;

    private ReportFolder(string root, string name)
    {
        _root = root;
        _name = name;
    }

    /// <exception cref="ReportFormatException">There is no such folder.</exception>
    public static ReportFolder Open(string folder)
    {
        try
        {
            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
            if (Directory.Exists(full) && Canonical(full) is { } root)
                return new ReportFolder(root, Path.GetFileName(full));
        }
        catch (Exception exception) when (IsFileTrouble(exception))
        {
            // Said below.
        }

        throw new ReportFormatException(Messages.NotAFolder(folder));
    }

    /// <exception cref="ReportFormatException"><c>report.yml</c> is missing or cannot be read.</exception>
    public ReportDefinition ReadDefinition()
    {
        var (bytes, fault) = ReadBytes(ReportDefinition.FileName, ReportDefinition.MaxLength * MostBytesPerCharacter);
        if (bytes is null)
            throw new ReportFormatException(Messages.NoDefinition(fault, ReportDefinition.MaxLength));
        try
        {
            return ReportDefinition.Parse(Strict.GetString(bytes), _name);
        }
        catch (DecoderFallbackException)
        {
            throw new ReportFormatException(Messages.DefinitionNotUtf8);
        }
    }

    /// <summary>Null: there is no such file. One that is there but cannot be taken comes with the reason among its findings.</summary>
    public SourceFile? ReadSource(string path)
    {
        var (bytes, fault) = ReadBytes(path, SourceFile.MaxLength * MostBytesPerCharacter);
        switch (fault)
        {
            case FileFault.Missing:
                return null;
            case FileFault.Outside:
                return SourceFile.Refused(path, Messages.FileOutside);
            case FileFault.TooLarge:
                return SourceFile.TooLarge(path);
            case FileFault.Unreadable:
                return SourceFile.Refused(path, Messages.UnreadableFile);
        }

        try
        {
            return SourceFile.Read(path, Strict.GetString(bytes!));
        }
        catch (DecoderFallbackException)
        {
            return SourceFile.Refused(path, Messages.NotUtf8);
        }
    }

    /// <summary>
    /// A text file's content as an editor holds it: <c>\n</c> alone as line end, no byte-order mark, no U+0000. Null: missing, outside, too
    /// large or not UTF-8.
    /// </summary>
    public string? ReadText(string path)
    {
        var (bytes, _) = ReadBytes(path, SourceFile.MaxLength * MostBytesPerCharacter);
        try
        {
            return bytes is null
                ? null
                : Strict
                    .GetString(bytes)
                    .Replace("\0", "", StringComparison.Ordinal)
                    .TrimStart('\uFEFF')
                    .Replace("\r\n", "\n", StringComparison.Ordinal)
                    .Replace('\r', '\n');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The paths of all pictures in the folder, in ordinal order; links are passed over.</summary>
    public IReadOnlyList<string> Images()
    {
        var everything = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
            IgnoreInaccessible = true,
        };
        return
        [
            .. Directory
                .EnumerateFiles(_root, "*", everything)
                .Select(file => Path.GetRelativePath(_root, file).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(path => LookUpImage(path).Facts is not null)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The bytes of a picture of the report, for embedding; null: there is none.</summary>
    public byte[]? ReadImage(string path)
    {
        var (bytes, _) = ReadBytes(path, LargestImage);
        return bytes is not null && ImageFacts.Read(bytes) is not null ? bytes : null;
    }

    /// <summary>What is known of a picture; null: there is none.</summary>
    public ImageFacts? FactsOf(string path) => LookUpImage(path).Facts;

    /// <summary>A picture as a <c>data:</c> URL, so that a document carries it, and not where it was taken; null: there is none.</summary>
    public string? DataUrl(string path) =>
        ReadImage(path) is { } bytes
            ? $"data:{ImageFacts.Read(bytes)!.MediaType};base64,{Convert.ToBase64String(PictureCleaner.Clean(bytes))}"
            : null;

    internal ImageLookup LookUpImage(string path)
    {
        try
        {
            if (!TryLocate(path, out var full, out var fault))
                return new ImageLookup(null, fault == FileFault.Outside ? ImageFault.Outside : ImageFault.Missing);
            var length = new FileInfo(full).Length;
            if (length > LargestImage)
                return new ImageLookup(null, ImageFault.TooLarge);
            if (length == 0)
                return new ImageLookup(null, ImageFault.NotAnImage);
            using var stream = File.OpenRead(full);
            var facts = ImageFacts.Read(stream);
            return new ImageLookup(facts, facts is null ? ImageFault.NotAnImage : ImageFault.None);
        }
        catch (Exception exception) when (IsFileTrouble(exception))
        {
            return new ImageLookup(null, ImageFault.NotAnImage);
        }
    }

    private (byte[]? Bytes, FileFault Fault) ReadBytes(string path, int limit)
    {
        try
        {
            if (!TryLocate(path, out var full, out var fault))
                return (null, fault);
            // Pipes and devices have no length either, and would never end.
            var length = new FileInfo(full).Length;
            if (length == 0)
                return ([], FileFault.None);
            return length > limit ? (null, FileFault.TooLarge) : (File.ReadAllBytes(full), FileFault.None);
        }
        catch (Exception exception) when (IsFileTrouble(exception))
        {
            return (null, FileFault.Unreadable);
        }
    }

    private bool TryLocate(string path, out string full, out FileFault fault)
    {
        full = "";
        fault = FileFault.Outside;
        if (ReportPath.Check(path) != PathFault.None)
            return false;
        var canonical = Canonical(Path.Combine(_root, path.Replace('/', Path.DirectorySeparatorChar)));
        fault = FileFault.Missing;
        if (canonical is null)
            return false;
        fault = FileFault.Outside;
        if (!canonical.StartsWith(_root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return false;
        full = canonical;
        fault = FileFault.Missing;
        return File.Exists(full);
    }

    /// <summary>The path without any link in it; null: too many links, as when they go round in a circle.</summary>
    private static string? Canonical(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var steps = new Stack<string>(Steps(path));
        var reached = root;
        for (var links = 0; steps.TryPop(out var step); )
        {
            if (step == ".")
                continue;
            if (step == "..")
            {
                reached = Path.GetDirectoryName(reached) ?? root;
                continue;
            }

            var next = Path.Combine(reached, step);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                reached = next;
                continue;
            }

            if (++links > MostLinks)
                return null;
            if (Path.IsPathRooted(target))
                reached = Path.GetPathRoot(target)!;
            foreach (var part in Steps(target))
                steps.Push(part);
        }

        return reached;
    }

    /// <summary>Without the root, the last one first.</summary>
    private static IEnumerable<string> Steps(string path) =>
        path[Path.GetPathRoot(path)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse();

    private static bool IsFileTrouble(Exception exception) =>
        exception
            is IOException
                or UnauthorizedAccessException
                or ArgumentException
                or NotSupportedException
                or System.Security.SecurityException;
}
