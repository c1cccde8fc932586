using System.Text;

namespace Authoring.Compile.Patterns;

/// <summary>How a counter is written: <c>{n}</c>, <c>{n:zh}</c>, <c>{n:roman}</c> …</summary>
internal enum Numerals
{
    Arabic,
    Chinese,
    ChineseUpper,
    Alpha,
    AlphaLower,
    Roman,
    RomanLower,
}

internal static class NumeralWriter
{
    private static readonly (string Suffix, Numerals Numerals)[] Suffixes =
    [
        ("zh", Numerals.Chinese),
        ("zh-upper", Numerals.ChineseUpper),
        ("alpha", Numerals.Alpha),
        ("alpha-lower", Numerals.AlphaLower),
        ("roman", Numerals.Roman),
        ("roman-lower", Numerals.RomanLower),
    ];

    private static readonly (int Value, string Letters)[] RomanDigits =
    [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];

    /// <summary>Roman numerals end here; a larger number is written in digits.</summary>
    private const int LargestRoman = 3999;

    public static Numerals? Parse(ReadOnlySpan<char> suffix)
    {
        foreach (var (name, numerals) in Suffixes)
        {
            if (suffix.SequenceEqual(name))
                return numerals;
        }

        return null;
    }

    public static string Write(int number, Numerals numerals) =>
        numerals switch
        {
            Numerals.Chinese => Chinese(number, "零一二三四五六七八九", "十百千", shortTen: true),
            Numerals.ChineseUpper => Chinese(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", shortTen: false),
            Numerals.Alpha => Alpha(number, 'A'),
            Numerals.AlphaLower => Alpha(number, 'a'),
            Numerals.Roman => Roman(number),
            Numerals.RomanLower => Roman(number).ToLowerInvariant(),
            _ => number.ToString(),
        };

    /// <summary>
    /// Four digits at a time, each group followed by 万 or 亿; one 零 for any run of empty places between two written ones.
    /// <paramref name="shortTen"/>: 十二 instead of 一十二 at the very beginning.
    /// </summary>
    private static string Chinese(int number, string digits, string places, bool shortTen)
    {
        if (number == 0)
            return digits[..1];
        var written = new StringBuilder();
        var pendingZero = false;
        foreach (var (unit, mark) in new[] { (100_000_000, "亿"), (10_000, "万"), (1, "") })
        {
            var group = number / unit % 10_000;
            for (int place = 3, value = 1000; place >= 0 && group > 0; place--, value /= 10)
                Digit(group / value % 10, place);
            if (group > 0)
                written.Append(mark);
            pendingZero = group == 0 && written.Length > 0;
        }

        return written.ToString();

        void Digit(int digit, int place)
        {
            if (digit > 0 && pendingZero)
                written.Append(digits[0]);
            pendingZero = digit == 0 && written.Length > 0;
            if (digit > 0 && !(shortTen && digit == 1 && place == 1 && written.Length == 0))
                written.Append(digits[digit]);
            if (digit > 0 && place > 0)
                written.Append(places[place - 1]);
        }
    }

    /// <summary>A … Z, AA, AB …: there is no zero, so each step borrows one.</summary>
    private static string Alpha(int number, char first)
    {
        if (number == 0)
            return "0";
        var letters = new StringBuilder();
        for (; number > 0; number = (number - 1) / 26)
            letters.Insert(0, (char)(first + ((number - 1) % 26)));
        return letters.ToString();
    }

    private static string Roman(int number)
    {
        if (number is 0 or > LargestRoman)
            return number.ToString();
        var letters = new StringBuilder();
        foreach (var (value, text) in RomanDigits)
        {
            for (; number >= value; number -= value)
                letters.Append(text);
        }

        return letters.ToString();
    }
}
