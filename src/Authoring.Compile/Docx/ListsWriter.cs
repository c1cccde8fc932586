using System.Globalization;
using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Patterns;

namespace Authoring.Compile.Docx;

/// <summary>
/// Writes the cover, the contents and the lists: fields of Word's with all their lines in, a paragraph each, so that nothing has to be
/// brought up to date.
/// </summary>
internal sealed class ListsWriter(WritingContext context)
{
    private readonly Part _part = context.Part;
    private readonly RunWriter _runs = new(context);

    public void Write()
    {
        Paragraph("Title", context.Document.Title);
        var cover = context.Document.Cover;
        if (cover.Period is { } period)
            Paragraph("CoverLine", period);
        // Who has made it, and when, stand at the foot of the page.
        var foot = new[] { cover.Issuer, cover.Date }.OfType<string>().ToList();
        for (var i = 0; i < foot.Count; i++)
            Paragraph(i == 0 ? "CoverIssuer" : "CoverLine", foot[i]);
        SectionProperties.WriteFront(context, isCover: true);
        if (context.Document.Lists.Count == 0)
            return;
        foreach (var list in context.Document.Lists)
            Write(list);
        SectionProperties.WriteFront(context, isCover: false);
    }

    /// <summary>
    /// The word by which Word's own dialogs and lists know a kind: its label. Where two kinds have one label, or a label is no name for
    /// Word, a word of ours.
    /// </summary>
    public static string Identifier(NumberingRules rules, KindRule rule)
    {
        var (kinds, words) = (new[] { rules.Figures, rules.Tables, rules.Cases }, new[] { "图", "表", "案例" });
        var own = Array.IndexOf(kinds, rule);
        var isName = rule.Label.Length is > 0 and <= 20 && rule.Label.All(char.IsLetterOrDigit) && !char.IsDigit(rule.Label[0]);
        return isName && kinds.Count(kind => kind?.Label == rule.Label) == 1 ? rule.Label : words[own];
    }

    private void Write(PrintedList list)
    {
        Paragraph("TOCHeading", list.Title);
        for (var i = 0; i < list.Entries.Count; i++)
        {
            var entry = list.Entries[i];
            _part
                .Open("p")
                .Open("pPr")
                .Value("pStyle", list.Name == "contents" ? $"TOC{Math.Clamp(entry.Level, 1, 6)}" : "TableofFigures")
                .Close();
            if (i == 0)
                _runs.Fields.Begin(Instruction(list.Name));
            Entry(entry);
            if (i == list.Entries.Count - 1)
                _runs.Fields.End();
            _part.Close();
        }
    }

    private string Instruction(string name)
    {
        var (rules, contents) = (context.Document.Rules, context.Document.Contents);
        if (name == "contents")
        {
            var more = (contents.Annexes ? $"{Styles.AnnexTitleName},1," : "") + (contents.Front ? $"{Styles.FrontTitleName},1," : "");
            return $"TOC \\o \"1-{Math.Clamp(contents.Depth, 1, 6)}\" \\h \\z" + (more.Length > 0 ? $" \\t \"{more.TrimEnd(',')}\"" : "");
        }

        var rule = name switch
        {
            "figures" => rules.Figures,
            "tables" => rules.Tables,
            "cases" => rules.Cases,
            _ => null,
        };
        if (rule is { Repeated: null } && rule.Format.Uses(PatternNames.Own))
            return $"TOC \\h \\z \\c \"{Identifier(rules, rule)}\"";
        var style = name switch
        {
            "figures" => Styles.FigureCaptionName,
            "tables" => Styles.TableCaptionName,
            "cases" => Styles.CaseTitleName,
            _ => Styles.AnnexTitleName,
        };
        return $"TOC \\h \\z \\t \"{style},1\"";
    }

    private void Entry(PrintedEntry entry)
    {
        var bookmark = context.Names.Entry(entry.Anchor);
        _part.Open("hyperlink", "anchor", bookmark, "history", "1");
        if (entry.Number is { } number)
            _runs.Plain(number.Text + number.Separator);
        _runs.Plain(entry.Title);
        _part.Open("r").Empty("tab").Close();
        _runs.Fields.Write($"PAGEREF {bookmark} \\h", Page(bookmark));
        _part.Close();
    }

    /// <summary>As its foot prints it: the first file begins with page 1, and from there on pages are counted through.</summary>
    private string Page(string bookmark)
    {
        var pages = context.Options.Pages;
        return
            context.Document.Parts is [var first, ..]
            && pages.TryGetValue(context.Names.Entry(first.Anchor), out var one)
            && pages.TryGetValue(bookmark, out var sheet)
            ? (sheet - one + 1).ToString(CultureInfo.InvariantCulture)
            : "–";
    }

    private void Paragraph(string style, string text)
    {
        _part.Open("p").Open("pPr").Value("pStyle", style).Close();
        _runs.Plain(text);
        _part.Close();
    }
}
