using System.Text.RegularExpressions;

namespace Authoring.Text.Tests;

/// <summary>What our documents name is there: a file that has moved is found by nobody who reads of it.</summary>
public sealed partial class PathTests
{
    private static readonly string[] Tops = ["src", "tests", "wwwroot-assets", "seed", "docs", ".ci", ".config"];

    private static readonly IReadOnlySet<string> Known = Everything();

    [Fact]
    public void Every_path_that_a_document_names_is_there()
    {
        var missing = (
            from page in Pages()
            from named in Named(page)
            where !named.Candidates.Any(Known.Contains)
            select $"{page}:{named.Line}: {named.Written}"
        ).ToList();
        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    /// <summary>Specs and the kept Markdown of reports are examples; the changelog tells of what was.</summary>
    private static IEnumerable<string> Pages() =>
        Repository
            .Paths(".md")
            .Where(page => page != "CHANGELOG.md" && !page.StartsWith("seed/", StringComparison.Ordinal))
            .Where(page => !page.Contains("/Specs/", StringComparison.Ordinal) || page.EndsWith("README.md", StringComparison.Ordinal));

    /// <summary>
    /// Links, and words in backticks that look like paths of ours: with a folder in front that there is, here or at the top, or with a C#
    /// file's ending; classes of tests are named without theirs.
    /// </summary>
    private static IEnumerable<(int Line, string Written, IReadOnlyList<string> Candidates)> Named(string page)
    {
        var folder = page.Contains('/') ? page[..page.LastIndexOf('/')] : "";
        var inExample = false;
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, page));
        for (var i = 0; i < lines.Length; i++)
        {
            inExample ^= lines[i].StartsWith("```", StringComparison.Ordinal);
            if (inExample)
                continue;
            // A guide leads to pages of the workspace, too; the tests of guides open them.
            foreach (var link in Link().Matches(lines[i]).Where(link => !link.Groups["path"].Value.StartsWith('/')))
                yield return (i + 1, link.Value, [Resolved(folder, link.Groups["path"].Value)]);
            foreach (var written in Quoted().Matches(lines[i]).Select(match => match.Groups["path"].Value))
            {
                if (Tops.Contains(written.Split('/')[0]))
                    yield return (i + 1, written, [Resolved("", written)]);
                else if (written.EndsWith("Tests", StringComparison.Ordinal))
                    yield return (i + 1, written, [$"tests/{written}.cs", $"tests/Authoring.Web.Tests/{written}.cs"]);
                else if (written.EndsWith(".cs", StringComparison.Ordinal) || Known.Contains(Resolved(folder, written.Split('/')[0])))
                    yield return (i + 1, written, [.. Above(folder).Select(above => Resolved(above, written)), Resolved("src", written)]);
            }
        }
    }

    /// <summary>A folder's README names what is in it or in the project around it.</summary>
    private static IEnumerable<string> Above(string folder)
    {
        for (; folder.Length > 0; folder = folder.Contains('/') ? folder[..folder.LastIndexOf('/')] : "")
            yield return folder;
        yield return "";
    }

    private static string Resolved(string folder, string path) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, folder, path)))
            .Replace(Path.DirectorySeparatorChar, '/')
            .TrimEnd('/');

    private static HashSet<string> Everything()
    {
        var known = Repository.Paths("").ToHashSet(StringComparer.Ordinal);
        known.UnionWith([.. known.SelectMany(Above)]);
        return known;
    }

    [GeneratedRegex(@"(?<!!)\[[^\]]*\]\((?!https?:|#|mailto:)(?<path>[^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<path>[\w.-]+(?:/[\w.-]+)+/?)`")]
    private static partial Regex Quoted();
}
