namespace Authoring.Compile.Reading;

/// <summary>
/// Tells one star that is a sign from one that emphasises: it multiplies (<c>60*40</c>, <c>5元*3个</c>, <c>金额=数量*单价</c>), or points to a note
/// (<c>就业率*（初次*）</c>). The editor's <c>reading/star-sign.ts</c> takes the same steps.
/// </summary>
internal static class StarSign
{
    /// <summary>So far from the star its neighbours are looked at, in UTF-16 code units: a line of nothing but stars stays cheap.</summary>
    private const int Reach = 120;

    private const int LongestUnit = 3; // 平方米
    private const string ClauseMarks = "，。；：！？、,;:!?";
    private const string Edges = ClauseMarks + "（）()";
    private const string Opening = "（(《【“‘「[";
    private const string Dimensions = "长宽高厚深径";
    private const string WordSigns = "%％‰℃㎡";

    /// <param name="text">Of the paragraph or the cell, or more.</param>
    /// <param name="at">Of the star.</param>
    public static bool IsMatch(ReadOnlySpan<char> text, int at)
    {
        var left = text[Math.Max(0, at - Reach)..at];
        left = left[(left.LastIndexOfAny('\n', '\r', '|') + 1)..];
        var right = text[(at + 1)..Math.Min(text.Length, at + 1 + Reach)];
        if (right.IndexOfAny('\n', '\r', '|') is var end and >= 0)
            right = right[..end];
        var before = Blanks.Visible(left.ToString());
        return new Line($"{before}*{Blanks.Visible(right.ToString())}").IsSign(before.Length);
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || WordSigns.Contains(c, StringComparison.Ordinal);

    private static bool Opens(char c) => Opening.Contains(c, StringComparison.Ordinal);

    private static bool IsDigit(char c) => c is >= '0' and <= '9' or >= '０' and <= '９';

    /// <summary>A line without characters that nobody sees.</summary>
    private readonly struct Line(string text)
    {
        public bool IsSign(int at)
        {
            if (!IsStar(at))
                return false;
            var (before, after) = (text[at - 1], text[at + 1]);
            if (char.IsAsciiLetterOrDigit(before) && char.IsAsciiLetterOrDigit(after))
                return char.IsAsciiDigit(before) || char.IsAsciiDigit(after);
            if (Dimensions.Contains(before, StringComparison.Ordinal) && Dimensions.Contains(after, StringComparison.Ordinal))
                return true;
            var (last, next) = (Previous(at), Next(at));
            return Multiplies(at, last, next)
                || IsInFormula(at)
                || (next > 0 && IsWord(before) && !IsBalanced(at + 1, next))
                || (next > 0 && IsWord(before) && Opens(after) && ClauseMarks.Contains(text[next - 1], StringComparison.Ordinal))
                || (next > 0 && AreAlike(at, next))
                || (last > 0 && AreAlike(last, at));
        }

        /// <summary>One star by itself, with no blank on either side.</summary>
        private bool IsStar(int at) =>
            text[at] == '*'
            && at > 0
            && at + 1 < text.Length
            && text[at - 1] is not ('*' or '\\')
            && text[at + 1] != '*'
            && !Blanks.Is(text[at - 1])
            && !Blanks.Is(text[at + 1]);

        private int Previous(int at)
        {
            do at--;
            while (at >= 0 && text[at] != '*');
            return at >= 0 && IsSingle(at) ? at : -1;
        }

        private int Next(int at)
        {
            at = text.IndexOf('*', at + 1);
            return at >= 0 && IsSingle(at) ? at : -1;
        }

        /// <summary>Unlike a list's marker, and half of a pair.</summary>
        private bool IsSingle(int at) =>
            (at == 0 || text[at - 1] is not ('*' or '\\'))
            && (at + 1 == text.Length || text[at + 1] != '*')
            && !(IsBlank(at - 1) && IsBlank(at + 1));

        private bool IsBlank(int at) => at < 0 || at >= text.Length || Blanks.Is(text[at]);

        private bool IsBetweenWords(int at) => IsStar(at) && IsWord(text[at - 1]) && IsWord(text[at + 1]);

        /// <summary>A quantity before it and a number behind, unless the star beside it is plainly the other end of emphasis.</summary>
        private bool Multiplies(int at, int last, int next)
        {
            if (!IsDigit(text[at + 1]) || !EndsQuantity(at))
                return false;
            if (last >= 0 && (last == 0 || !IsWord(text[last - 1])) && !IsBlank(last + 1))
                return false;
            if (next < 0)
                return true;
            var isNumber = !text.AsSpan(at + 1, next - at - 1).ContainsAnyExcept("0123456789０１２３４５６７８９.,%％");
            var closes = next + 1 == text.Length || !IsWord(text[next + 1]) || (isNumber && !IsDigit(text[next + 1]));
            return !closes || HasClauseMark(at, next);
        }

        /// <summary>A number, or a number and its unit.</summary>
        private bool EndsQuantity(int end)
        {
            for (var at = end - 1; at >= 0 && at >= end - 1 - LongestUnit && IsWord(text[at]); at--)
            {
                if (IsDigit(text[at]))
                    return true;
            }

            return false;
        }

        /// <summary>A number, or a word and a number.</summary>
        private bool BeginsQuantity(int start)
        {
            for (var at = start; at < text.Length && at <= start + LongestUnit && IsWord(text[at]); at++)
            {
                if (IsDigit(text[at]))
                    return true;
            }

            return false;
        }

        /// <summary>An equals sign stands in its clause, before the first star or behind the last, and every star between words.</summary>
        private bool IsInFormula(int at)
        {
            var (from, to) = (at, at);
            while (from > 0 && !Edges.Contains(text[from - 1], StringComparison.Ordinal))
                from--;
            while (to < text.Length && !Edges.Contains(text[to], StringComparison.Ordinal))
                to++;
            var clause = text.AsSpan(from, to - from);
            var (first, last) = (clause.IndexOf('*'), clause.LastIndexOf('*'));
            if (!clause[..first].ContainsAny('=', '＝') && !clause[last..].ContainsAny('=', '＝'))
                return false;
            for (var star = from + first; star <= from + last; star++)
            {
                if (text[star] == '*' && !IsBetweenWords(star))
                    return false;
            }

            return true;
        }

        /// <summary>Emphasis does not reach into a bracket, or out of one.</summary>
        private bool IsBalanced(int from, int to)
        {
            var depth = 0;
            for (var at = from; at < to; at++)
            {
                if (text[at] is '（' or '(')
                    depth++;
                else if (text[at] is '）' or ')' && --depth < 0)
                    return false;
            }

            return depth == 0;
        }

        /// <summary>Two stars of the same make in two clauses: <c>单价*3，数量*2</c>, <c>就业率*（初次）、升学率*（含）</c>.</summary>
        private bool AreAlike(int one, int other)
        {
            if (!IsStar(one) || !IsStar(other) || !IsWord(text[one - 1]) || !IsWord(text[other - 1]))
                return false;
            var (after, afterOther) = (text[one + 1], text[other + 1]);
            if (Opens(after) && Opens(afterOther))
                return true;
            if (!IsWord(after) || !IsWord(afterOther) || !HasClauseMark(one, other))
                return false;
            var shape = (IsDigit(text[one - 1]), IsDigit(after));
            return (shape == (IsDigit(text[other - 1]), IsDigit(afterOther)) && shape != (false, false))
                || (EndsQuantity(one) && BeginsQuantity(one + 1) && EndsQuantity(other) && BeginsQuantity(other + 1));
        }

        private bool HasClauseMark(int from, int to) => text.AsSpan(from, to - from).ContainsAny(ClauseMarks);
    }
}
