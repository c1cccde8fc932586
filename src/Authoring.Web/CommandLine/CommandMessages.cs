namespace Authoring.Web.CommandLine;

/// <summary>The sentences of the command line, in one place.</summary>
internal static class CommandMessages
{
    public const string Compile = "编译报告文件夹：给各级标题、图、表、案例编号，输出目录与诊断，或整份文档";
    public const string Folder = "报告文件夹（其中有 report.yml）";
    public const string To = "输出格式：json 或 html";
    public const string Output = "写入文件，而不是标准输出";
    public const string NoFolder = "compile：没有写明报告文件夹。用法：compile FOLDER --to json|html [-o FILE]";
    public const string OneFormat = "compile：请用 --to 写明一种输出格式：json 或 html。";
    public const string OneFile = "compile：-o 之后请写一个文件名。";

    public static string UnknownWord(string word) => $"compile：不认识“{word}”。用法：compile FOLDER --to json|html [-o FILE]";

    public static string UnknownFormat(string format) => $"compile：没有“{format}”这种输出格式，可用 json 或 html。";

    public static string CannotWrite(string? file) => file is null ? "compile：无法写到标准输出。" : $"compile：无法写入“{file}”。";
}
