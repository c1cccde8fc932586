using System.Security;

namespace Authoring.Web.Publishing;

/// <summary>
/// A folder in which LibreOffice finds its settings and leaves what it writes: new for each report, so that nothing of one can show up in
/// another, and gone when the report is made.
/// </summary>
internal sealed class OfficeProfile : IDisposable
{
    /// <summary>
    /// Bookmarks as named destinations, which say on which page each lies; headings as the outline; tagged; PDF/A-2b, which has all of its
    /// fonts within.
    /// </summary>
    public const string PdfFilter = """
        {"ExportBookmarks":{"type":"boolean","value":"true"},"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},
        "UseTaggedPDF":{"type":"boolean","value":"true"},"SelectPdfVersion":{"type":"long","value":"2"}}
        """;

    private const string Scripting = "Common/Security/Scripting";

    /// <summary>No macros, no links that are followed, no questions on a first start.</summary>
    private static readonly (string Path, string Name, string Value)[] Settings =
    [
        (Scripting, "DisableMacrosExecution", "true"),
        (Scripting, "MacroSecurityLevel", "3"),
        (Scripting, "DisableActiveContent", "true"),
        (Scripting, "BlockUntrustedRefererLinks", "true"),
        ("Writer/Content/Update", "Link", "2"),
        ("Common/Misc", "FirstRun", "false"),
    ];

    /// <param name="folder">An empty one.</param>
    public OfficeProfile(string folder)
    {
        Folder = folder;
        var user = Directory.CreateDirectory(Path.Combine(Folder, "profile", "user")).FullName;
        var items = Settings.Select(setting =>
            $"""
                <item oor:path="/org.openoffice.Office.{setting.Path}">
                <prop oor:name="{setting.Name}" oor:op="fuse"><value>{setting.Value}</value></prop></item>
                """
        );
        File.WriteAllText(
            Path.Combine(user, "registrymodifications.xcu"),
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <oor:items xmlns:oor="http://openoffice.org/2001/registry">{string.Concat(items)}</oor:items>
            """
        );
    }

    public string Folder { get; }

    /// <summary>Of the settings, as LibreOffice wants it.</summary>
    public string Address => new Uri(Path.Combine(Folder, "profile")).AbsoluteUri;

    public IEnumerable<(string Name, string Value)> Environment(string? fonts)
    {
        yield return ("HOME", Folder);
        yield return ("TMPDIR", Folder);
        yield return ("LANG", "C.UTF-8");
        var file = Path.Combine(Folder, "fonts.conf");
        File.WriteAllText(file, FontRules(fonts));
        yield return ("FONTCONFIG_FILE", file);
    }

    /// <summary>
    /// Faces of official documents, and what comes nearest where the server lacks them: of the same kind, in the shapes of the mainland.
    /// Without this a face of Japanese shapes may stand in.
    /// </summary>
    private static readonly (string Face, string[] Instead)[] Faces =
    [
        ("仿宋_GB2312", ["FangSong_GB2312", "仿宋", "FangSong", "Noto Serif CJK SC", "Source Han Serif SC"]),
        ("楷体_GB2312", ["KaiTi_GB2312", "楷体", "KaiTi", "Noto Serif CJK SC", "Source Han Serif SC"]),
        ("方正小标宋简体", ["FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "Noto Serif CJK SC", "Source Han Serif SC"]),
        ("宋体", ["SimSun", "Noto Serif CJK SC", "Source Han Serif SC"]),
        ("黑体", ["SimHei", "Noto Sans CJK SC", "Source Han Sans SC"]),
    ];

    private static string FontRules(string? fonts)
    {
        var folder = fonts is { Length: > 0 } ? $"<dir>{SecurityElement.Escape(Path.GetFullPath(fonts))}</dir>" : "";
        var rules = Faces.Select(face =>
            $"""
                <match target="pattern">
                <test name="family"><string>{face.Face}</string></test>
                {string.Concat(
                    face.Instead.Select(name => $"<edit name=\"family\" mode=\"append\" binding=\"strong\"><string>{name}</string></edit>")
                )}
                </match>
                """
        );
        return $"""
            <?xml version="1.0"?>
            <fontconfig>
            {folder}
            {string.Join('\n', rules)}
            <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
            </fontconfig>
            """;
    }

    public void Dispose() => WorkFolder.Remove(Folder);
}
