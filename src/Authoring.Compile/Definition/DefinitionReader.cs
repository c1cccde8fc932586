using Authoring.Compile.Diagnostics;
using Authoring.Compile.Patterns;
using Authoring.Compile.Words;

namespace Authoring.Compile.Definition;

/// <summary>Reads <c>report.yml</c>. One use.</summary>
internal sealed class DefinitionReader(string folderName)
{
    public const int DefaultContentsDepth = 3;
    public const int DeepestLevel = 6;
    public const string DefaultAnnexMark = "附{n}";

    private const string ReportKeys = "title slug period issuer date numbering contents lists pages front body annexes cases";
    private const string NumberingKeys = "headings annexes annex-mark annex-headings case-headings figures tables cases";

    private static readonly string[] ListNames = ["figures", "tables", "cases", "annexes"];

    private readonly DiagnosticList _diagnostics = new(ReportDefinition.FileName);
    private readonly HashSet<string> _listed = [];

    public ReportDefinition Read(string yaml)
    {
        var report = new MappingReader(ReadRoot(yaml), _diagnostics, ReportKeys.Split(' '));
        var title = ChineseText.JoinLines(report.Text("title") ?? "");
        if (title.Length == 0)
            throw new ReportFormatException(Messages.NoTitle(report.Line), report.Line);
        var contents = report.Mapping("contents", "depth", "annexes", "front");
        var depth = contents?.Number("depth", 0, DeepestLevel) ?? DefaultContentsDepth;
        return new ReportDefinition
        {
            Title = title,
            Slug = ReadSlug(report),
            Period = report.Text("period"),
            Issuer = report.Text("issuer"),
            Date = report.Text("date"),
            Numbering = ReadNumbering(report, depth),
            ContentsDepth = depth,
            ContentsAnnexes = contents?.Flag("annexes") ?? false,
            ContentsFront = contents?.Flag("front") ?? false,
            Lists = ReadLists(report),
            PageNumber = ReadPageNumber(report),
            FrontFiles = ReadFiles(report, "front"),
            BodyFiles = ReadFiles(report, "body"),
            AnnexFiles = ReadFiles(report, "annexes"),
            CaseFiles = ReadFiles(report, "cases"),
            Diagnostics = _diagnostics.InOrder(),
        };
    }

    private static YamlMapping ReadRoot(string yaml)
    {
        if (yaml.Length > ReportDefinition.MaxLength)
            throw new ReportFormatException(Messages.DefinitionTooLong(ReportDefinition.MaxLength));
        try
        {
            var root = YamlNode.Parse(yaml.TrimStart('\uFEFF'));
            return root as YamlMapping ?? throw new ReportFormatException(Messages.NotAMapping, root?.Line ?? 1);
        }
        catch (YamlFaultException fault)
        {
            throw new ReportFormatException(Messages.UnreadableYaml(fault.Line), fault.Line);
        }
    }

    private string ReadSlug(MappingReader report)
    {
        if (report.Text("slug") is not { Length: > 0 } slug)
            return folderName;
        if (!slug.AsSpan().ContainsAny("/\\?#%") && !slug.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && slug is not ("." or ".."))
            return slug;
        _diagnostics.Add(Messages.BadValue(report.Node("slug")!.Line, "slug", Messages.ExpectedSlug));
        return folderName;
    }

    private NumberingRules ReadNumbering(MappingReader report, int contentsDepth)
    {
        var numbering = report.Mapping("numbering", NumberingKeys.Split(' '));
        var mark = numbering is null ? null : ReadPattern(numbering, "annex-mark", PatternNames.Own);
        mark ??= Pattern.Parse(DefaultAnnexMark, PatternNames.Own, _ => { });
        if (numbering is null)
            return new NumberingRules { AnnexMark = mark };
        return new NumberingRules
        {
            Headings = ReadHeadings(numbering, "headings", firstLevel: 1),
            AnnexHeadings = ReadHeadings(numbering, "annex-headings", firstLevel: 2),
            CaseHeadings = ReadHeadings(numbering, "case-headings", firstLevel: 1),
            Annexes = ReadPattern(numbering, "annexes", PatternNames.Own),
            AnnexMark = mark,
            Figures = ReadKind(numbering, "figures", contentsDepth),
            Tables = ReadKind(numbering, "tables", contentsDepth),
            Cases = ReadKind(numbering, "cases", contentsDepth),
        };
    }

    private List<HeadingRule?> ReadHeadings(MappingReader numbering, string key, int firstLevel)
    {
        var rules = new List<HeadingRule?>();
        for (var level = 1; level < firstLevel; level++)
            rules.Add(null);
        foreach (var item in numbering.Items(key))
        {
            if (rules.Count == DeepestLevel)
            {
                _diagnostics.Add(Messages.TooManyLevels(item.Line, key, DeepestLevel));
                break;
            }

            rules.Add(ReadHeading(item, key));
        }

        return rules;
    }

    private HeadingRule? ReadHeading(YamlNode item, string key)
    {
        switch (item)
        {
            case YamlScalar { IsNull: true } or YamlScalar { Value: "" }:
                return null;
            case YamlScalar scalar:
                return new HeadingRule(ReadPattern(scalar, key, PatternNames.Heading), Restarts: true);
            case YamlMapping mapping:
                return ReadHeading(new MappingReader(mapping, _diagnostics, "format", "restart"), key);
            default:
                _diagnostics.Add(Messages.BadValue(item.Line, key, Messages.ExpectedText));
                return null;
        }
    }

    private HeadingRule? ReadHeading(MappingReader level, string key)
    {
        var restart = level.Text("restart");
        if (restart is not (null or "never"))
            _diagnostics.Add(Messages.BadValue(level.Node("restart")!.Line, "restart", "never"));
        var format = ReadPattern(level, "format", PatternNames.Heading);
        if (format is null)
            _diagnostics.Add(Messages.MissingFormat(level.Line, key));
        return format is null ? null : new HeadingRule(format, Restarts: restart != "never");
    }

    private KindRule? ReadKind(MappingReader numbering, string key, int contentsDepth)
    {
        var kind = numbering.Mapping(key, "label", "scope", "format", "repeated", "separator", "depth");
        if (kind is null)
            return null;
        var format = ReadPattern(kind, "format", PatternNames.Item);
        var repeated = ReadPattern(kind, "repeated", PatternNames.Item);
        var label = kind.Text("label");
        var scope = ReadScope(kind);
        var separator = kind.Text("separator") ?? " ";
        var depth = kind.Number("depth", 1, DeepestLevel) ?? contentsDepth;
        if (format is null)
            _diagnostics.Add(Messages.MissingFormat(kind.Line, key));
        else if (label is null && (format.Uses(PatternNames.Label) || (repeated?.Uses(PatternNames.Label) ?? false)))
            _diagnostics.Add(Messages.MissingLabel(kind.Line, key));
        if (format is null)
            return null;
        return new KindRule(label ?? "", scope, format, repeated, separator, depth);
    }

    private Scope ReadScope(MappingReader kind)
    {
        switch (kind.Text("scope"))
        {
            case null or "document":
                return Scope.Document;
            case "chapter":
                return Scope.Chapter;
            case "section":
                return Scope.Section;
            default:
                _diagnostics.Add(Messages.BadValue(kind.Node("scope")!.Line, "scope", "document / chapter / section"));
                return Scope.Document;
        }
    }

    private Pattern? ReadPattern(MappingReader mapping, string key, PatternNames allowed) =>
        mapping.Text(key) is { } text ? ReadPattern(new YamlScalar(mapping.Node(key)!.Line, text, IsNull: false), key, allowed) : null;

    private Pattern ReadPattern(YamlScalar scalar, string key, PatternNames allowed) =>
        Pattern.Parse(scalar.Value, allowed, piece => _diagnostics.Add(Messages.BadPattern(scalar.Line, key, piece, allowed)));

    private List<string> ReadLists(MappingReader report)
    {
        var lists = new List<string>();
        foreach (var item in report.Items("lists"))
        {
            if (item is YamlScalar scalar && Array.IndexOf(ListNames, scalar.Value) >= 0 && !lists.Contains(scalar.Value))
            {
                lists.Add(scalar.Value);
            }
            else
            {
                _diagnostics.Add(Messages.BadValue(item.Line, "lists", string.Join(" / ", ListNames)));
            }
        }

        return lists;
    }

    private string? ReadPageNumber(MappingReader report)
    {
        var pages = report.Mapping("pages", "number");
        return pages is null ? null : ReadPattern(pages, "number", PatternNames.Page)?.Source;
    }

    private List<ListedFile> ReadFiles(MappingReader report, string key)
    {
        var files = new List<ListedFile>();
        if (report.Node(key) is not (null or YamlSequence))
        {
            _diagnostics.Add(Messages.BadFileList(report.Node(key)!.Line, key));
            return files;
        }

        foreach (var item in report.Items(key))
        {
            if (item is not YamlScalar { IsNull: false } scalar)
                _diagnostics.Add(Messages.BadFileList(item.Line, key));
            else if (ReadFile(scalar) is { } file)
                files.Add(file);
        }

        return files;
    }

    private ListedFile? ReadFile(YamlScalar written)
    {
        var path = written.Value.StartsWith("./", StringComparison.Ordinal) ? written.Value[2..] : written.Value;
        var fault = ReportPath.Check(path);
        if (fault != PathFault.None)
            _diagnostics.Add(Messages.BadPath(written.Line, written.Value, fault));
        else if (_listed.Add(path))
            return new ListedFile(path, written.Line);
        else
            _diagnostics.Add(Messages.ListedTwice(written.Line, path));
        return null;
    }
}
