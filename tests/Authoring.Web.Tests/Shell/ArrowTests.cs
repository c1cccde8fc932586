using System.Text.RegularExpressions;

namespace Authoring.Web.Tests.Shell;

/// <summary>
/// Who may know whom: a folder uses those that stand before it in this list, and none after it, so that no circle can close. A newcomer
/// who reads a folder needs nothing of what comes later.
/// </summary>
public sealed partial class ArrowTests
{
    private const string Composition = ""; // Program, Workspace

    private static readonly string[] Order =
    [
        "Storage",
        "Shell",
        "People",
        "Help",
        "Documents",
        "Editing",
        "Reports/Live",
        "Notices",
        "Suggestions",
        "Comments",
        "Review",
        "History",
        "Figures",
        "Reports/Making",
        "Reports/Outline",
        "Reports/Members",
        "Reports/Settings",
        "Cases",
        "Import",
        "Publishing",
        "Reports",
        "Enrolment",
        "Todo",
        "Board",
        "Overview",
        "Operations",
        "CommandLine",
        "Writing",
        "Layout",
        "Search",
        "Demo",
        Composition,
    ];

    /// <summary>Each folder adds its own tables to it, in a part of the class that stands in that folder.</summary>
    private const string SharedByParts = "AuthoringDb";

    private sealed record Source(string Path, string Folder, string Code)
    {
        public bool IsMarkup => Path.EndsWith(".razor", StringComparison.Ordinal);
    }

    private static readonly string Project = Path.Combine(Checkout.Root, "src", "Authoring.Web");

    private static readonly List<Source> Sources =
    [
        .. from pattern in new[] { "*.cs", "*.razor" }
        from file in Directory.EnumerateFiles(Project, pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Project, file).Replace('\\', '/')
        where !NotOurs().IsMatch(path)
        select new Source(path, FolderOf(path), Ignored().Replace(File.ReadAllText(file), "")),
    ];

    private static readonly ILookup<string, string> FoldersOfType = Sources
        .SelectMany(source => Declared(source).Select(type => (Type: type, source.Folder)))
        .Where(declared => declared.Type != SharedByParts)
        .Distinct()
        .ToLookup(declared => declared.Type, declared => declared.Folder);

    [Fact]
    public void No_arrow_goes_up_or_in_a_circle()
    {
        var up = (
            from source in Sources
            from word in Word().Matches(source.Code).Select(match => match.Value).Distinct()
            let folders = FoldersOfType[word].ToList()
            where folders.Count > 0 && folders.TrueForAll(folder => PlaceOf(folder) > PlaceOf(source.Folder) && MaySee(source, folder))
            select $"{source.Path}: {source.Folder} uses {word} of {folders[0]}"
        ).ToList();
        Assert.True(up.Count == 0, string.Join('\n', up));
    }

    [Fact]
    public void Every_folder_has_its_place() => Assert.Empty(Sources.Where(s => PlaceOf(s.Folder) < 0).Select(s => s.Path));

    private static int PlaceOf(string folder) => Array.IndexOf(Order, folder);

    private static string FolderOf(string path)
    {
        var folder = path.Contains('/') ? path[..path.LastIndexOf('/')] : Composition;
        while (folder.Length > 0 && PlaceOf(folder) < 0 && folder.Contains('/'))
            folder = folder[..folder.LastIndexOf('/')];
        return folder;
    }

    /// <summary>C# sees a type of another folder by a using alone; markup sees all of them.</summary>
    private static bool MaySee(Source source, string folder) =>
        source.IsMarkup
        || Regex.IsMatch(source.Code, $@"^using (?:static )?Authoring\.Web\.{folder.Replace('/', '.')}\b", RegexOptions.Multiline);

    private static IEnumerable<string> Declared(Source source) =>
        source.IsMarkup
            ? [Path.GetFileNameWithoutExtension(source.Path)]
            : Declaration().Matches(source.Code).Select(m => m.Groups["type"].Value);

    [GeneratedRegex("^(?:obj|bin|wwwroot)/|/Migrations/|(?:^|/)_Imports")]
    private static partial Regex NotOurs();

    [GeneratedRegex("""//.*|@\*[\s\S]*?\*@|"(?:[^"\\\n]|\\.)*"|^namespace .*""", RegexOptions.Multiline)]
    private static partial Regex Ignored();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w+")]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^(?:public|internal) [\w ]*?(?:class|record struct|record|struct|enum|interface) (?<type>\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex Declaration();
}
