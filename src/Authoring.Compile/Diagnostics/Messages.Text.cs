namespace Authoring.Compile.Diagnostics;

/// <summary>What is wrong in the texts.</summary>
internal static partial class Messages
{
    public const string ContentsTitle = "目录";

    public const string SkipToText = "跳到正文";

    public const string Bar = "导航";
    public const string Close = "关闭";
    public const string Enlarge = "查看大图";

    public const string WideTable = "表格";

    public const string BackToText = "回到正文";

    public const string TableGoesOn = "{number}（续）";

    public const string TableWithoutNumberGoesOn = "（续表）";

    public const string SuggestionAuthor = "修订建议";

    public const string TableInFootnote = "脚注中的表格";

    public static string TableTooWide(int columns, int limit) => $"有 {columns} 列的表格（Word 最多 {limit} 列）";

    public static string PlainHeadings(int count, string first) =>
        $"有 {count} 个标题的编号 Word 不能自动生成，已写成普通文字（{first}）；在 Word 中增删标题后请手工核对。";

    public static string PlainCaptions(int count, string first) =>
        $"有 {count} 个题注中的章节号 Word 不能自动引用，已写成普通文字（{first}）；在 Word 中增删章节后请手工核对。";

    public static string PicturesLeftOut(int count, string first) =>
        $"有 {count} 张图片缺失或 Word 不能显示，图片位置写的是文件名（{first}）。";

    public static string TableColumns(int columns) => $"{columns} 列";

    public static string TablesTooNarrow(int count, string first) =>
        $"有 {count} 个表格列数太多，纸面上每列放不下几个字（{first}）；请拆成几个表格，或在 Word 中改用横向页面。";

    public static string BlocksAsText(int count, string first) => $"有 {count} 处内容 Word 不能按原样表示，已写成文字（{first}）。";

    public const string TemplateTooLarge = "模板文件过大，未采用；请另存一份只含样式和页面设置的 Word 文件。";
    public const string TemplateWithoutStyles = "模板文件里没有样式，未采用；请用 Word 或 WPS 另存为 .docx 后再试。";
    public const string TemplateUnreadable = "模板文件不是完好的 Word 文件（.docx），未采用；请用 Word 或 WPS 另存为 .docx 后再试。";
    public const string TemplateMacros = "宏";
    public const string TemplateHeads = "页眉中的图片、链接或外部内容";

    public static readonly string[] TemplateRefusals = [TemplateTooLarge, TemplateWithoutStyles];

    public static string TemplateLeftOut(string what) => $"模板中的{what}没有写进报告。";

    /// <summary>Above a printed list: 图目录, with the report's own word for the kind where it has one.</summary>
    public static string ListTitle(string list, string? label) =>
        (label, list) switch
        {
            ({ Length: > 0 }, _) => $"{label}目录",
            (_, "figures") => "图目录",
            (_, "tables") => "表目录",
            (_, "cases") => "案例目录",
            _ => "附件目录",
        };

    public static Diagnostic FileTooLarge(int length, int lines) =>
        Error("file-too-large", 1, $"文件过大，不予读取：每个文件最多 {length:N0} 个字符、{lines:N0} 行。", "请按章拆分为几个文件。");

    public static Diagnostic NotUtf8 => Error("not-utf8", 1, "文件不是 UTF-8 编码，不予读取。", "请另存为 UTF-8 编码。");

    public static Diagnostic UnreadableFile => Error("unreadable-file", 1, "文件无法打开。", "请检查文件的访问权限。");

    public static Diagnostic FileOutside =>
        Error("path-outside", 1, "此文件是指向报告文件夹之外的链接，不予读取。", "请把文件本身放进报告文件夹。");

    public static Diagnostic TooDeep(int line) => Warning("too-deep", line, "列表或引用嵌套过深，此处按原文印出。", "请减少嵌套的层数。");

    public static Diagnostic TooInvolved(int line) =>
        Warning("too-involved", line, "此段中的标记过多，无法在合理的时间内处理，按原文印出。", "请拆成几段，或检查是否有成串的多余符号。");

    public static Diagnostic RawHtml(int line) =>
        Warning("raw-html", line, "HTML 标签不起作用，按文字印出。", "请改用 Markdown 的写法，或在“<”前加“\\”。");

    public static Diagnostic NestedHeading(int line) =>
        Warning("nested-heading", line, "引用或列表中的标题不编号，也不进入目录。", "请把标题移到引用或列表之外。");

    public static Diagnostic EmptyHeading(int line) => Warning("empty-heading", line, "标题没有文字。", "请写上标题，或删去这一行。");

    public static Diagnostic EmptyCaption(int line) =>
        Warning("empty-caption", line, "没有题注，不编号，也不进入目录。", "图的题注写在“![”与“]”之间，表的题注写在“: ”之后。");

    public static Diagnostic NotACase(int line) =>
        Warning(
            "not-a-case",
            line,
            "此处像是案例卡的位置，但写法不合，按文字印出。",
            "请独占一行，写作“::case{#case:c01}”，不放在列表、引用或文字之中。"
        );

    public static Diagnostic NotACaption(int line) =>
        Warning(
            "not-a-caption",
            line,
            "此行像是表的题注，但不起作用，按文字印出。",
            "题注紧接在表格之后或之前，每个表格一条，以英文冒号加空格开头：“: 题注 {#tbl:t01}”。"
        );

    public static Diagnostic NotATable(int line) =>
        Warning("not-a-table", line, "此段像是表格，但不成表格，按文字印出。", "第二行写作“| --- | --- |”，每一行都要有“|”。");

    public static Diagnostic NotAHeading(int line) =>
        Warning(
            "not-a-heading",
            line,
            "此行像是标题，但写法不合，按文字印出。",
            "标题写作“# 标题”：一至六个“#”，后面空一格。如确需以“#”开头，请在前面加“\\”。"
        );

    public static Diagnostic Underline(int line) =>
        Warning("not-a-heading", line, "标题不用下划线来写，此行按文字印出。", "标题请在文字前写“# ”，分隔线请写“---”。");

    public static Diagnostic NotAList(int line, char mark) =>
        Warning(
            "not-a-list",
            line,
            "此行像是列表，但写法不合，按文字印出。",
            mark == '*' ? "列表的“*”后面空一格。如果是注，请在“*”前面加“\\”，或以“注：”开头。" : $"列表的“{mark}”后面空一格。"
        );

    public static Diagnostic NotAnImage(int line) =>
        Warning(
            "not-an-image",
            line,
            "此处像是图片，但写法不合，按文字印出，不编号。",
            "图片写作“![题注](../images/文件名.png)”，括号成对。"
        );

    public static Diagnostic NotALink(int line) =>
        Warning("not-a-link", line, "此处像是链接，但写法不合，按文字印出。", "链接写作“[文字](地址)”，地址中不留空格。");

    public static Diagnostic NotAReference(int line, string written, string? meant) =>
        Warning(
            "not-a-reference",
            line,
            $"“{Short(written)}”像是交叉引用，但写法不合，按文字印出。",
            meant is null ? "交叉引用写作“@fig:f01”，冒号后紧接标识。" : $"是否应为“{Short(meant)}”？"
        );

    public static Diagnostic StrayEmphasis(int line) =>
        Warning(
            "stray-emphasis",
            line,
            "“**”没有成对，或里侧有空格，按文字印出。",
            "粗体写作“**文字**”，星号与文字之间不留空格。如确需星号，请在前面加“\\”。"
        );

    public static Diagnostic StruckOut(int line) =>
        Warning(
            "struck-out",
            line,
            "报告中没有删除线，“~~”按文字印出。",
            "要删去的文字请直接删去，或打开建议模式来删。如确需“~~”，请在前面加“\\”。"
        );

    public static Diagnostic UnclosedFence(int line) =>
        Warning(
            "unclosed-fence",
            line,
            "代码从此行开始，没有结束，其后的内容都按原文印出。",
            "请在代码之后另起一行写上同样的符号，或删去这一行。"
        );

    public static Diagnostic UndefinedFootnote(int line) =>
        Warning("undefined-footnote", line, "脚注没有注文，此处按文字印出。", "请另起一段写上注文，例如“[^1]: 注文”，标记与正文中的一致。");

    public static Diagnostic UnusedFootnote(int line, string label) =>
        Warning("unused-footnote", line, $"注文“[{Short(label)}]”在正文中没有用到，不予印出。", "请在正文中标出脚注，或删去注文。");

    public static Diagnostic NotAFigure(int line, string? id) =>
        Warning(
            "not-a-figure",
            line,
            id is null ? "图片没有独占一段，题注不印出，不编号，也不进入目录。" : $"图片没有独占一段，或没有题注，标识“{id}”不起作用。",
            "要编号的图独占一段，前后各空一行，不放在列表、引用或表格里。"
        );

    public static Diagnostic StrayAttributes(int line, string source) =>
        Warning(
            "stray-attributes",
            line,
            $"“{Short(source)}”在此处按文字印出。",
            "标识须紧跟在标题、图片、表的题注或案例行之后，图片与花括号之间不留空格。"
        );

    public static Diagnostic UnknownAttribute(int line, string attribute) =>
        Warning("unknown-attribute", line, $"属性“{Short(attribute)}”不起作用，已略去。", "此处只能写标识（#…）和 .unnumbered。");

    public static Diagnostic TwoIds(int line) => Warning("two-ids", line, "写了不止一个标识，只采用第一个。", "请删去多余的标识。");

    public static Diagnostic BadId(int line, string id) =>
        Warning("bad-id", line, $"“{Short(id)}”不能用作标识，已略去。", "标识由英文字母、数字和 _ - . 组成，不以“.”结尾。");

    public static Diagnostic WrongPrefix(int line, string id, string expected) =>
        Warning("wrong-prefix", line, $"标识“{Short(id)}”的前缀与此处不符，已略去。", $"此处的前缀应为：{expected}。");

    public static Diagnostic BadFrontMatter(int line) =>
        Error("bad-front-matter", line, "案例卡开头的设置无法读取。", "请检查缩进、冒号后的空格，以及引号是否成对。");

    public static Diagnostic BadImagePath(int line, string path, PathFault fault) =>
        Error(
            fault == PathFault.Empty ? "missing-image" : "path-outside",
            line,
            $"图片的路径“{Short(path)}”{Describe(fault)}，不予读取。",
            "图片放在报告文件夹内，例如“../images/fig-01.png”，路径用“/”分隔。"
        );

    public static Diagnostic MissingImage(int line, string path, string? nearest) =>
        Error(
            "missing-image",
            line,
            $"找不到图片“{Short(path)}”。",
            nearest is null ? "请核对文件名（区分大小写）。" : $"是否应为“{Short(nearest)}”？请核对文件名（区分大小写）。"
        );

    public static Diagnostic UnreadableImage(int line, string path) =>
        Error("unreadable-image", line, $"“{Short(path)}”不是可用的图片。", "可用的格式：PNG、JPEG、WebP、GIF。");

    public static Diagnostic ImageOutside(int line, string path) =>
        Error("path-outside", line, $"图片“{Short(path)}”是指向报告文件夹之外的链接，不予读取。", "请把图片本身放进报告文件夹。");

    public static Diagnostic ImageTooLarge(int line, string path, int megabytes) =>
        Error("image-too-large", line, $"图片“{Short(path)}”超过 {megabytes} MB 的上限。", "请缩小图片后再用。");

    public static Diagnostic NoHeading(string path) =>
        Warning("no-heading", 1, $"“{path}”没有以一级标题开头。", "请在文件开头写上标题：“# 标题”。");

    public static Diagnostic EmptyFile => Warning("empty-file", 1, "文件是空的。", "请写上内容，或从 report.yml 中删去这个文件。");

    public static Diagnostic SettingsInSection =>
        Warning("settings-in-section", 1, "只有案例卡的开头可以写“---”和设置，此处的按文字印出。", "请删去开头的设置。");

    public static Diagnostic SecondAnnexHeading(int line) =>
        Warning("second-annex-heading", line, "一个附件只有一个一级标题，此处的不编号。", "请把它降为二级标题，或另存为一个附件文件。");

    public static Diagnostic UnresolvedReference(int line, string id, string? nearest) =>
        Error(
            "unresolved-reference",
            line,
            $"“@{Short(id)}”所引用的对象不存在，编号无法印出。",
            nearest is null ? "请检查标识，或给被引用的标题、图、表加上标识。" : $"是否应为“@{nearest}”？"
        );

    public static Diagnostic ReferenceToUnplaced(int line, string id, string path) =>
        Error(
            "unresolved-reference",
            line,
            $"“@{Short(id)}”在没有放入正文的案例卡（{path}）中，编号无法印出。",
            "请先用“::case{#case:…}”放入这张案例卡。"
        );

    public static Diagnostic ReferenceWithoutNumber(int line, string id) =>
        Warning("reference-without-number", line, $"“@{Short(id)}”所引用的对象没有编号，改印其标题。", "请给它编号，或直接写出名称。");

    public static Diagnostic DuplicateId(int line, string id, string file, int first) =>
        Error("duplicate-id", line, $"标识“{id}”已经用于 {file} 第 {first} 行，此处的不起作用。", "请换一个标识。");

    public static Diagnostic DuplicateCase(int line, string id, string file) =>
        Error("duplicate-id", line, $"案例卡的标识“{id}”已经用于 {file}，这张案例卡无法放置。", "请换一个标识。");

    public static Diagnostic UnknownCase(int line, string id, string? nearest) =>
        Error(
            "unknown-case",
            line,
            $"report.yml 中没有标识为“{id}”的案例卡，此处空缺。",
            nearest is null ? "请把案例卡的文件列入 report.yml 的 cases。" : $"是否应为“{nearest}”？"
        );

    public static Diagnostic CasePlacedTwice(int line, string id, string file, int first) =>
        Error("case-placed-twice", line, $"案例卡“{id}”已经放在 {file} 第 {first} 行，此处不再印出。", "请删去多余的一处。");

    public static Diagnostic CaseInCase(int line) =>
        Error("case-in-case", line, "案例卡里不能再放案例卡，此处空缺。", "请把这一行移到正文中。");

    public static Diagnostic CaseNotPlaced(string id) =>
        Warning("case-not-placed", 1, $"案例卡“{id}”没有放入正文，不编号，也不印出。", $"请在正文中单独一段写上“::case{{#case:{id}}}”。");

    public static Diagnostic CaseWithoutTitle(string id) =>
        Warning("case-without-title", 1, "案例卡没有标题，改印其标识。", $"请在文件开头写上“---”、“title: 标题”、“---”。标识：{id}。");

    public static Diagnostic RefusedLink(int line, string url) =>
        Warning(
            "refused-link",
            line,
            $"链接“{Short(url)}”不予采用，只印出文字。",
            "链接可以指向 http、https、mailto 地址，或报告之内的文件和标识。"
        );

    public static Diagnostic BrokenLink(int line, string url) =>
        Warning("broken-link", line, $"链接“{Short(url)}”在报告中找不到，只印出文字。", "请检查文件名和标识。");
}
