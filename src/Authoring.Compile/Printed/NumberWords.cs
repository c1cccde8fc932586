using System.Text;
using Authoring.Compile.Definition;
using Authoring.Compile.Numbering;
using Authoring.Compile.Patterns;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Printed;

/// <summary>
/// What of a printed number is words: its label and whatever else its pattern says, with one mark for its counters. How many counters
/// there are and what stands between them (2.1, 2-1, 2.1.3) is counting; 第2章 says other words than 2.
/// </summary>
internal static class NumberWords
{
    /// <summary>Stands for counters, and for nothing else.</summary>
    public const char Counter = '\u0001';

    public static string Of(NumberText number)
    {
        var words = new StringBuilder();
        Append(number.Pieces, words);
        return Joined(words);
    }

    /// <summary>As a reference prints it.</summary>
    public static string InSentence(Placement target) =>
        target.Item is HeadingItem ? Sections.WithoutClosing(Of(target.Printed!)) : Of(target.Printed!);

    /// <summary>What a number of a kind may say wherever in the body of the report it stands; empty: the kind is not numbered.</summary>
    public static string Anywhere(KindRule? rule, NumberingRules numbering)
    {
        if (rule is null)
            return "";
        var nowhere = new PatternValues(new int[DefinitionReader.DeepestLevel + 1], null, 0, default, "");
        var headings = numbering.Headings.Take(rule.Depth).OfType<HeadingRule>();
        var sections = headings.SelectMany(heading => heading.Format.Print(nowhere).Pieces).ToList();
        var anywhere = nowhere with { Section = new SectionNumber("", 0, sections), Label = rule.Label };
        return $"{Of(rule.Format.Print(anywhere))}\n{(rule.Repeated is null ? "" : Of(rule.Repeated.Print(anywhere)))}";
    }

    private static void Append(IReadOnlyList<NumberPiece> pieces, StringBuilder words)
    {
        foreach (var piece in pieces)
        {
            if (piece.Kind is PieceKind.Level or PieceKind.Own)
                words.Append(Counter);
            else if (piece.Kind == PieceKind.Section)
                Append(piece.Section ?? [], words);
            else
                words.Append(piece.Text.Replace(Counter, '\uFFFD'));
        }
    }

    private static string Joined(StringBuilder words)
    {
        var joined = new StringBuilder(words.Length);
        var last = -1;
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] == Counter && last >= 0)
                joined.Length = last + 1;
            else
                joined.Append(words[i]);
            if (words[i] == Counter)
                last = joined.Length - 1;
            else if (char.IsLetterOrDigit(words[i]))
                last = -1;
        }

        return joined.ToString();
    }
}
