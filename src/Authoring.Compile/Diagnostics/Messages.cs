using Authoring.Compile.Patterns;

namespace Authoring.Compile.Diagnostics;

/// <summary>
/// Every sentence that compiling says, in one place. This part: how a finding is made, and <c>report.yml</c>;
/// what stands in the texts is in <c>Messages.Text.cs</c>. A finding's file is filled in by the list that takes it.
/// </summary>
internal static partial class Messages
{
    public const string ExpectedText = "一行文字";
    public const string ExpectedFlag = "true / false";
    public const string ExpectedMapping = "“键: 值”各占一行的一组设置";
    public const string ExpectedList = "列表（每行以“- ”开头，或写作 [a, b]）";
    public const string ExpectedSlug = "不含空格和 / \\ ? # % 的名称";
    public const string NotAMapping = "report.yml 的内容不是“键: 值”的形式，无法作为报告读取。";

    public const string TitleNeeded = "请写上报告名称。";

    public static string ExpectedNumber(int least, int most) => $"{least} 到 {most} 的整数";

    public static string AndMore(int count) => $"同类问题还有 {count} 处，不再逐一列出。";

    public static string NoTitle(int line) => $"report.yml 第 {line} 行起的设置中没有 title（报告名称）。";

    public static string UnreadableYaml(int line) => $"report.yml 第 {line} 行无法读取：请检查缩进、冒号后的空格，以及引号和括号是否成对。";

    public static string DefinitionTooLong(int limit) => $"report.yml 超过 {limit:N0} 个字符的上限。";

    public static string DefinitionNotUtf8 => "report.yml 不是 UTF-8 编码，请另存为 UTF-8 后再试。";

    public static string NotAFolder(string folder) => $"“{Short(folder)}”不是文件夹，或无法打开。";

    public static string NoDefinition(FileFault fault, int longest) =>
        fault switch
        {
            FileFault.Missing => "这不是报告文件夹：其中没有 report.yml。",
            FileFault.Outside => "report.yml 是指向报告文件夹之外的链接，不予读取。",
            FileFault.TooLarge => DefinitionTooLong(longest),
            _ => "report.yml 无法打开，请检查访问权限。",
        };

    public static Diagnostic UnknownKey(int line, string key, string? nearest, IReadOnlyList<string> known) =>
        Warning(
            "unknown-key",
            line,
            $"不认识的设置项“{Short(key)}”，已忽略。",
            nearest is null ? $"此处可用：{string.Join("、", known)}。" : $"是否应为“{nearest}”？"
        );

    public static Diagnostic DuplicateKey(int line, string key) =>
        Warning("duplicate-key", line, $"设置项“{key}”重复，只采用第一个。", "请删去多余的一项。");

    public static Diagnostic BadValue(int line, string key, string expected) =>
        Warning("bad-value", line, $"“{key}”的值不合规定，已忽略。", $"应为：{expected}。");

    public static Diagnostic BadPattern(int line, string key, string piece, PatternNames allowed) =>
        Warning(
            "bad-pattern",
            line,
            $"“{key}”的编号样式中“{Short(piece)}”无法识别，将原样印出。",
            $"此处可用：{Describe(allowed)}；要印出花括号本身，请写两遍。"
        );

    public static Diagnostic MissingFormat(int line, string key) =>
        Warning("missing-format", line, $"“{key}”没有 format（编号样式），不予编号。", "例如 format: \"{label} {1}-{n}\"。");

    public static Diagnostic MissingLabel(int line, string key) =>
        Warning("missing-label", line, $"“{key}”的样式用到 {{label}}，但没有写 label。", "例如 label: 图。");

    public static Diagnostic TooManyLevels(int line, string key, int most) =>
        Warning("bad-value", line, $"“{key}”超过 {most} 级，多余的已忽略。", hint: null);

    public static Diagnostic BadFileList(int line, string key) =>
        Error("bad-value", line, $"“{key}”应为文件路径的列表，此处无法读取。", "每行一个文件，例如“- sections/01-basic.md”。");

    public static Diagnostic BadPath(int line, string path, PathFault fault) =>
        Error("path-outside", line, $"路径“{Short(path)}”{Describe(fault)}，不予读取。", "请写报告文件夹内的相对路径，用“/”分隔。");

    public static Diagnostic ListedTwice(int line, string path) =>
        Error("listed-twice", line, $"文件“{path}”在 report.yml 中列了两次，只采用第一次。", "请删去多余的一行。");

    public static Diagnostic MissingFile(int line, string path) =>
        Error("missing-file", line, $"找不到文件“{path}”。", "请核对文件名（区分大小写），或从 report.yml 中删去这一行。");

    public static string Describe(PathFault fault) =>
        fault switch
        {
            PathFault.Empty => "为空",
            PathFault.Remote => "指向网络地址",
            PathFault.Absolute => "是绝对路径",
            PathFault.Backslash => "含有反斜杠",
            PathFault.BadCharacter => "含有不允许的字符",
            _ => "超出了报告文件夹",
        };

    private static string Describe(PatternNames names)
    {
        var parts = new List<string>();
        if (names.HasFlag(PatternNames.Label))
            parts.Add("{label}");
        if (names.HasFlag(PatternNames.Levels))
            parts.Add("{1} 至 {6}");
        if (names.HasFlag(PatternNames.Own))
            parts.Add("{n}");
        if (names.HasFlag(PatternNames.Section))
            parts.Add("{section}");
        if (names.HasFlag(PatternNames.Page))
            parts.Add("{page}");
        parts.Add("数字后可加 :zh :zh-upper :alpha :alpha-lower :roman :roman-lower");
        return string.Join("、", parts);
    }

    private static Diagnostic Warning(string code, int line, string message, string? hint) =>
        new(Severity.Warning, code, "", line, message, hint);

    private static Diagnostic Error(string code, int line, string message, string? hint) =>
        new(Severity.Error, code, "", line, message, hint);

    /// <summary>What somebody else wrote, cut so that a sentence stays one.</summary>
    private static string Short(string text)
    {
        const int most = 60; // UTF-16 code units
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        var end = line.Length > most && char.IsHighSurrogate(line[most - 1]) ? most - 1 : most;
        return line.Length <= most ? line : string.Concat(line.AsSpan(0, end), "…");
    }
}
