namespace Authoring.Compile.Diagnostics;

/// <summary>Sentences about numbers that have nothing to print.</summary>
internal static partial class Messages
{
    public static Diagnostic SkippedLevel(int line, int level) =>
        Warning(
            "skipped-level",
            line,
            $"标题跳级：上面没有第 {level} 级标题，编号中该级计为 0。",
            $"请补上第 {level} 级标题，或把这一标题提高一级。"
        );

    public static Diagnostic NoChapterNumber(int line) =>
        Warning(
            "no-chapter-number",
            line,
            "此处所在的章没有编号，编号中的章号无从印出，因此不予编号。",
            "请给所在的章编号（去掉一级标题上的 .unnumbered，或补上一级标题），或在此处写上 {.unnumbered}。"
        );

    public static Diagnostic NoSectionNumber(int line) =>
        Warning(
            "no-section-number",
            line,
            "此处在本章第一个小节之前，编号中的节号无从印出，因此不予编号。",
            "请把它移到小节之下，在此处写上 {.unnumbered}，或在报告设置中改用“{label} {section}-{n}”一类的编号。"
        );
}
