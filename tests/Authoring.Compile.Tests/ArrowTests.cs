using System.Text.RegularExpressions;

namespace Authoring.Compile.Tests;

/// <summary>
/// Who may know whom: a folder uses those above it in this list, none beside it and none below, so that no circle can close.
/// </summary>
public sealed partial class ArrowTests
{
    private const string FrontDoor = ""; // Compiler, CompiledReport, ReportFolder

    private static readonly string[][] Layers =
    [
        ["Patterns", "Pictures", "Words"],
        ["Diagnostics"],
        ["Definition"],
        ["Reading"],
        ["Numbering"],
        ["Document"],
        ["Html", "Json", "Docx", "Printed", "Plain"],
        [FrontDoor],
        ["Checks", "SelfCheck"],
    ];

    private static readonly string Project = Path.Combine(Repository.Root, "src", "Authoring.Compile");

    private static readonly List<(string Path, string Folder, string[] Lines)> Files =
    [
        .. Directory
            .EnumerateFiles(Project, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Project, file).Replace('\\', '/'))
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal))
            .Select(path => (path, FolderOf(path), File.ReadAllLines(Path.Combine(Project, path)))),
    ];

    private static readonly HashSet<(string Folder, string Type)> Types =
    [
        .. from file in Files
        from line in file.Lines
        let declared = Declaration().Match(line)
        where declared.Success
        select (file.Folder, declared.Groups[1].Value),
    ];

    [Fact]
    public void No_arrow_goes_up_or_in_a_circle()
    {
        var up = (
            from file in Files
            from line in Enumerable.Range(0, file.Lines.Length)
            from used in Used(file.Lines[line])
            where used != file.Folder && LayerOf(used) >= LayerOf(file.Folder)
            select $"{file.Path}:{line + 1}: {file.Folder} uses {(used == FrontDoor ? "the front door" : used)}"
        )
            .Distinct()
            .ToList();
        Assert.True(up.Count == 0, string.Join('\n', up));
    }

    [Fact]
    public void Every_folder_has_its_layer() => Assert.Empty(Files.Where(file => LayerOf(file.Folder) < 0).Select(file => file.Path));

    private static int LayerOf(string folder) => Array.FindIndex(Layers, layer => layer.Contains(folder));

    private static string FolderOf(string path) => path.Contains('/') ? path[..path.IndexOf('/')] : FrontDoor;

    private static IEnumerable<string> Used(string line)
    {
        if (line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            return [];
        var imported = Imported().Matches(line).Select(match => match.Groups[1].Value);
        var qualified = Qualified().Matches(line).Select(match => (Folder: match.Groups[1].Value, Type: match.Groups[2].Value));
        // What stands at the front door is seen from every folder without a using, and is known by its name.
        var named = Word().Matches(line).Select(match => (Folder: FrontDoor, Type: match.Value));
        return imported.Concat(qualified.Concat(named).Where(Types.Contains).Select(used => used.Folder));
    }

    [GeneratedRegex(@"^using .*\bAuthoring\.Compile\.(\w+)")]
    private static partial Regex Imported();

    [GeneratedRegex(@"(?<![\w.])([A-Z]\w+)\.(?:\w+\.)*([A-Z]\w+)")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"(?<![\w.""])[A-Z]\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?:public|internal) [\w ]*?(?:class|record struct|record|struct|enum) (\w+)")]
    private static partial Regex Declaration();
}
