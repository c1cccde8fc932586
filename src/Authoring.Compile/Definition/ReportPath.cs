using System.Buffers;
using Authoring.Compile.Diagnostics;

namespace Authoring.Compile.Definition;

/// <summary>Paths inside a report folder: forward slashes, relative to the folder, never leaving it.</summary>
internal static class ReportPath
{
    /// <summary>A colon is a drive or a stream to Windows, and a scheme to browsers.</summary>
    private static readonly SearchValues<char> Forbidden = SearchValues.Create([
        ':',
        '\u007F',
        .. Enumerable.Range(0, ' ').Select(c => (char)c),
    ]);

    /// <summary>A path as <c>report.yml</c> lists it: no step up at all.</summary>
    public static PathFault Check(string path)
    {
        var fault = CheckCharacters(path);
        if (fault != PathFault.None)
            return fault;
        return IsPlain(path) ? PathFault.None : PathFault.Outside;
    }

    /// <summary>What <paramref name="relative"/>, written in <paramref name="file"/>, means from the report's root.</summary>
    public static PathFault Resolve(string file, string relative, out string path)
    {
        path = relative;
        var fault = CheckCharacters(relative);
        if (fault != PathFault.None)
            return fault;
        var folder = file.AsSpan(0, Math.Max(0, file.LastIndexOf('/')));
        var rest = relative.AsSpan();
        while (rest.StartsWith("../") && !folder.IsEmpty)
        {
            folder = folder[..Math.Max(0, folder.LastIndexOf('/'))];
            rest = rest["../".Length..];
        }

        path = folder.IsEmpty ? rest.ToString() : string.Concat(folder, "/", rest);
        return IsPlain(rest) ? PathFault.None : Normalize(ref path);
    }

    /// <summary>No step up, none in place, none that is empty.</summary>
    private static bool IsPlain(ReadOnlySpan<char> path)
    {
        foreach (var step in path.Split('/'))
        {
            if (path[step] is ".." or "." or "")
                return false;
        }

        return true;
    }

    private static PathFault Normalize(ref string path)
    {
        var steps = new List<string>();
        foreach (var step in path.Split('/'))
        {
            if (step is "" or ".")
                continue;
            if (step != "..")
            {
                steps.Add(step);
            }
            else if (steps.Count == 0)
            {
                return PathFault.Outside;
            }
            else
            {
                steps.RemoveAt(steps.Count - 1);
            }
        }

        path = string.Join('/', steps);
        return steps.Count == 0 ? PathFault.Empty : PathFault.None;
    }

    /// <summary>What a path says when percent signs stand for characters; null: the same, or no path.</summary>
    public static string? Decoded(string path)
    {
        if (!path.Contains('%'))
            return null;
        var decoded = Uri.UnescapeDataString(path);
        return decoded != path && Check(decoded) == PathFault.None ? decoded : null;
    }

    /// <summary>The file's name without its folders and without its last extension.</summary>
    public static string Stem(string path) => Path.GetFileNameWithoutExtension(path);

    private static PathFault CheckCharacters(string path)
    {
        if (path.Length == 0)
            return PathFault.Empty;
        if (path.Contains("://", StringComparison.Ordinal) || path.StartsWith("//", StringComparison.Ordinal))
            return PathFault.Remote;
        if (path[0] == '/')
            return PathFault.Absolute;
        if (path.Contains('\\'))
            return PathFault.Backslash;
        if (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))
            return PathFault.Absolute;
        if (path.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return PathFault.Remote;
        return path.AsSpan().ContainsAny(Forbidden) ? PathFault.BadCharacter : PathFault.None;
    }
}
