namespace Authoring.Web.CommandLine;

/// <summary>The sentences of the command line, in one place.</summary>
internal static class CommandMessages
{
    public const string Compile = "编译报告文件夹：给各级标题、图、表、案例编号，输出目录与诊断，或整份文档";
    public const string Folder = "报告文件夹（其中有 report.yml）";
    public const string To = "输出格式：json、html、docx 或 pdf";
    public const string Output = "写入文件，而不是标准输出；--to html 时可写文件夹（以 / 结尾），图片另存在其中";
    public const string Template = "Word 模板（.docx）：报告采用它的样式、纸张、页边距和页眉";
    public const string NoFolder = "compile：没有写明报告文件夹。用法：compile FOLDER --to json|html|docx|pdf [-o FILE] [--template FILE]";
    public const string OneFormat = "compile：请用 --to 写明一种输出格式：json、html、docx 或 pdf。";
    public const string OneFile = "compile：-o 之后请写一个文件名。";

    public const string OneTemplate = "compile：--template 之后请写一个 .docx 文件名。";
    public const string TemplateForWord = "compile：--template 只用于 --to docx 和 --to pdf。";

    public static string CannotRead(string file) => $"compile：无法读取“{file}”。";

    public static string UnknownWord(string word) =>
        $"compile：不认识“{word}”。用法：compile FOLDER --to json|html|docx|pdf [-o FILE] [--template FILE]";

    public static string UnknownFormat(string format) => $"compile：没有“{format}”这种输出格式，可用 json、html、docx 或 pdf。";

    public static string CannotWrite(string? file) => file is null ? "compile：无法写到标准输出。" : $"compile：无法写入“{file}”。";

    public const string Verify = "核对：把每份文本从修改记录重新生成一遍，与数据库中保存的文本逐字比对，并检查校验链、数据库文件和图片";
    public const string VerifyDatabase = "数据库文件；不写时为 data/authoring.db";

    public static string NoDatabase(string file) => $"verify：没有数据库文件“{file}”。用 --database FILE 写明位置。";

    public static string NotADatabase(string file, string why) => $"verify：“{file}”无法作为数据库读取：{why}";

    public static string Verified(string text, int version) => $"{text}  {version} 次修改";

    public static string OtherVersion(string file) =>
        $"verify：数据库“{file}”不是本版本的格式。较旧的数据库请先用本版本启动一次服务，较新的请用较新的程序核对。";
}
