using System.Text.RegularExpressions;
using Authoring.Compile.Document;

namespace Authoring.Compile.Checks;

/// <summary>A number that was typed into a title to which the report gives one of its own: both are printed.</summary>
/// <param name="Number">The one that is computed.</param>
/// <param name="Typed">The one that was typed.</param>
public sealed record TypedNumber(string Number, string Title, string Typed, ItemPlace Place);

/// <summary>Finds titles that begin with a number although they are numbered: “图 2-1 图2-1 学校分布”.</summary>
public static partial class TypedNumberCheck
{
    public static IReadOnlyList<TypedNumber> Of(CompiledReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return
        [
            .. report.NumberedHeadings().SelectMany(item => Find(item.Number, item.Title, item.Place, OfHeading())),
            .. report
                .Figures.Concat(report.Tables)
                .Concat(report.Cases)
                .SelectMany(entry => Find(entry.Number, entry.Title, new ItemPlace(entry.File, entry.Line), OfCaption())),
            .. report.Annexes.SelectMany(entry => Find(entry.Number, entry.Title, new ItemPlace(entry.File, entry.Line), OfAnnex())),
        ];
    }

    private static IEnumerable<TypedNumber> Find(string number, string title, ItemPlace place, Regex typed)
    {
        if (number.Trim().Length > 0 && typed.Match(title) is { Success: true } found)
            yield return new TypedNumber(number.Trim(), title, found.Value.Trim(), place);
    }

    /// <summary>A year, a sum and other figures that a title may begin with are not followed by a mark of an enumeration.</summary>
    [GeneratedRegex(
        @"^(?:第\s*[0-9〇零一二三四五六七八九十百]+\s*[章节篇]|"
            + @"[〇零一二三四五六七八九十百]+[、.．]|[（(][0-9〇零一二三四五六七八九十百]{1,3}[）)]|"
            + @"[0-9]{1,2}(?:[.．][0-9]{1,2})*(?:[、．]|[.](?![0-9]))|[0-9]{1,2}(?:[.．][0-9]{1,2})+[\s　])"
    )]
    private static partial Regex OfHeading();

    [GeneratedRegex(
        @"^(?:图|表|图表|案例)\s*附?(?:[0-9]+(?:[-－–—.．][0-9]+)*|[〇零一二三四五六七八九十百]{1,4}(?=[\s　:：、.．]))[\s　:：、.．]?"
    )]
    private static partial Regex OfCaption();

    [GeneratedRegex(@"^附[件录表]\s*[0-9〇零一二三四五六七八九十百]+[\s　:：、.．]?")]
    private static partial Regex OfAnnex();
}
