using System.Xml.Linq;

namespace Authoring.Compile.Docx;

/// <summary>
/// The order that ECMA-376 asks of what stands in a style. Programs that write templates are careless about it, and Word repairs files
/// for less.
/// </summary>
internal static class SchemaOrder
{
    private static readonly Dictionary<string, string[]> Orders = new(StringComparer.Ordinal)
    {
        ["style"] = Names(
            """
            name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose
            personalReply pPr rPr tblPr trPr tcPr tblStylePr
            """
        ),
        ["tcPr"] = Names("cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"),
        ["pPr"] = Names(
            """
            pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens
            kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing
            mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
            """
        ),
        ["rPr"] = Names(
            """
            rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color
            spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish
            """
        ),
    };

    /// <summary>Puts everything in its place; what has none there, or stands there twice, is left out.</summary>
    public static void Sort(XElement root)
    {
        foreach (var element in root.DescendantsAndSelf().Where(node => Orders.ContainsKey(node.Name.LocalName)).ToList())
        {
            var order = Orders[element.Name.LocalName];
            var children = element.Elements().Where(child => order.Contains(child.Name.LocalName)).ToList();
            element.ReplaceNodes(
                children
                    .DistinctBy(child => child.Name.LocalName == "tblStylePr" ? child : (object)child.Name.LocalName)
                    .OrderBy(child => Array.IndexOf(order, child.Name.LocalName))
            );
        }
    }

    private static string[] Names(string names) => names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
