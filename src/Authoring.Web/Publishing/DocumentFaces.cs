using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Authoring.Compile.SelfCheck;

namespace Authoring.Web.Publishing;

/// <summary>A face that a document asks for and the server has not, and what stands in its place in the PDF.</summary>
public sealed record MissingFace(string Face, string Instead);

/// <summary>
/// The faces of official documents, under all names by which fonts know them: the names of families, and those that stand in PDFs.
/// </summary>
internal static partial class DocumentFaces
{
    /// <summary>By the name that documents use, what else it is called. 仿宋 and FangSong are one face under two names.</summary>
    private static readonly (string Face, string[] Names)[] Known =
    [
        ("仿宋_GB2312", ["仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "FZFSK", "FZFSJW"]),
        ("楷体_GB2312", ["楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "FZKTK", "FZKTJW"]),
        ("方正小标宋简体", ["方正小标宋简体", "FZXiaoBiaoSong", "FZXBSJW", "FZXBSK", "方正小标宋_GBK"]),
        ("宋体", ["宋体", "SimSun", "STSong", "NSimSun"]),
        ("黑体", ["黑体", "SimHei", "STHeiti"]),
        ("Times New Roman", ["Times New Roman", "TimesNewRoman", "Liberation Serif", "LiberationSerif"]),
    ];

    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    /// <summary>Faces that the paragraphs of a Word file ask for, in the order of <see cref="Known"/>. None: it cannot be read.</summary>
    public static IReadOnlyList<string> AskedFor(string word)
    {
        try
        {
            return Read(word);
        }
        catch (Exception e) when (e is InvalidDataException or System.Xml.XmlException)
        {
            return [];
        }
    }

    private static IReadOnlyList<string> Read(string word)
    {
        using var zip = ZipFile.OpenRead(word);
        var (styles, document) = (Load(zip, "word/styles.xml"), Load(zip, "word/document.xml"));
        var used = document
            .Descendants(W + "pStyle")
            .Select(style => (string?)style.Attribute(W + "val"))
            .ToHashSet(StringComparer.Ordinal);
        var faces = styles
            .Elements(W + "style")
            .Where(style => used.Contains((string?)style.Attribute(W + "styleId")))
            .SelectMany(style => style.Descendants(W + "rFonts"))
            .Concat(styles.Element(W + "docDefaults")?.Descendants(W + "rFonts") ?? [])
            .Select(fonts => (string?)fonts.Attribute(W + "eastAsia"))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return [.. Known.Select(known => known.Face).Where(faces.Contains)];
    }

    /// <summary>Those that are not in the PDF that was made of it.</summary>
    public static IReadOnlyList<MissingFace> Missing(IReadOnlyList<string> asked, IReadOnlyList<PdfFont> fonts)
    {
        var standIns = fonts
            .Where(font => !Known.Any(known => Has(known.Names, font)))
            .Select(font => Family(font.Name))
            .Distinct()
            .ToList();
        return
        [
            .. Known
                .Where(known => asked.Contains(known.Face) && !fonts.Any(font => Has(known.Names, font)))
                .Select(known => new MissingFace(known.Face, string.Join('、', standIns))),
        ];
    }

    private static bool Has(string[] names, PdfFont font) =>
        names.Any(name => Plain(font.Name).StartsWith(Plain(name), StringComparison.OrdinalIgnoreCase));

    private static string Plain(string name) => string.Concat(name.Where(c => c is not (' ' or '-' or '_')));

    /// <summary>
    /// As people know it: of <c>NotoSerifCJKsc-Bold</c> Noto Serif CJK. The weight goes, and the region: programs write that of the first
    /// face of a collection, whichever they have taken.
    /// </summary>
    private static string Family(string name) => Joints().Replace(Region().Replace(name.Split('-', ',')[0], "CJK"), " ");

    [GeneratedRegex("CJK(?:jp|sc|tc|kr|hk)$")]
    private static partial Regex Region();

    /// <summary>Between a small letter and a capital one.</summary>
    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Joints();

    private static XElement Load(ZipArchive zip, string name)
    {
        using var stream = (zip.GetEntry(name) ?? throw new InvalidDataException(name)).Open();
        return XElement.Load(stream);
    }
}
