namespace Authoring.Compile.Reading;

internal enum PathFault { None, Empty, Remote, Absolute, Backslash, Outside, BadCharacter }

/// <summary>Paths inside a report folder: forward slashes, relative to the folder, never leaving it.</summary>
internal static class ReportPath
{
    /// <summary>A path as <c>report.yml</c> lists it: no step up at all.</summary>
    public static PathFault Check(string path)
    {
        var fault = CheckCharacters(path);
        if (fault != PathFault.None) return fault;
        return Array.Exists(path.Split('/'), step => step is ".." or "." or "") ? PathFault.Outside : PathFault.None;
    }

    /// <summary>What <paramref name="relative"/>, written in <paramref name="file"/>, means from the report's root.</summary>
    public static PathFault Resolve(string file, string relative, out string path)
    {
        path = relative;
        var fault = CheckCharacters(relative);
        if (fault != PathFault.None) return fault;
        var steps = new List<string>(file.Split('/')[..^1]);
        foreach (var step in relative.Split('/'))
        {
            if (step is "" or ".") continue;
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

    /// <summary>The file's name without its folders and without its last extension.</summary>
    public static string Stem(string path) => Path.GetFileNameWithoutExtension(path);

    private static PathFault CheckCharacters(string path)
    {
        if (path.Length == 0) return PathFault.Empty;
        if (path.Contains("://", StringComparison.Ordinal) || path.StartsWith("//", StringComparison.Ordinal)) return PathFault.Remote;
        if (path[0] == '/') return PathFault.Absolute;
        if (path.Contains('\\')) return PathFault.Backslash;
        // A colon is a drive or a stream to Windows, and a scheme to browsers.
        if (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])) return PathFault.Absolute;
        if (path.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return PathFault.Remote;
        return path.AsSpan().ContainsAny(':', '\0') || path.Any(char.IsControl) ? PathFault.BadCharacter : PathFault.None;
    }
}
