using Authoring.Compile.Patterns;

namespace Authoring.Compile.Tests.Patterns;

/// <summary>Counters in every form that a pattern may ask for.</summary>
public sealed class NumeralTests
{
    [Theory]
    [InlineData(0, "零")]
    [InlineData(1, "一")]
    [InlineData(2, "二")]
    [InlineData(9, "九")]
    [InlineData(10, "十")]
    [InlineData(11, "十一")]
    [InlineData(19, "十九")]
    [InlineData(20, "二十")]
    [InlineData(21, "二十一")]
    [InlineData(99, "九十九")]
    [InlineData(100, "一百")]
    [InlineData(101, "一百零一")]
    [InlineData(110, "一百一十")]
    [InlineData(111, "一百一十一")]
    [InlineData(200, "二百")]
    [InlineData(999, "九百九十九")]
    [InlineData(1000, "一千")]
    [InlineData(1001, "一千零一")]
    [InlineData(1010, "一千零一十")]
    [InlineData(1100, "一千一百")]
    [InlineData(1101, "一千一百零一")]
    [InlineData(10_000, "一万")]
    [InlineData(10_001, "一万零一")]
    [InlineData(10_010, "一万零一十")]
    [InlineData(10_100, "一万零一百")]
    [InlineData(11_000, "一万一千")]
    [InlineData(100_000, "十万")]
    [InlineData(110_000, "十一万")]
    [InlineData(101_000, "十万一千")]
    [InlineData(1_010_000, "一百零一万")]
    [InlineData(1_200_300, "一百二十万零三百")]
    [InlineData(10_010_001, "一千零一万零一")]
    [InlineData(100_000_000, "一亿")]
    [InlineData(100_000_001, "一亿零一")]
    [InlineData(100_010_000, "一亿零一万")]
    [InlineData(2_147_483_647, "二十一亿四千七百四十八万三千六百四十七")]
    public void Chinese(int number, string written) => Assert.Equal(written, NumeralWriter.Write(number, Numerals.Chinese));

    [Theory]
    [InlineData(1, "壹")]
    [InlineData(2, "贰")]
    [InlineData(10, "壹拾")]
    [InlineData(25, "贰拾伍")]
    [InlineData(101, "壹佰零壹")]
    [InlineData(1_034, "壹仟零叁拾肆")]
    [InlineData(60_789, "陆万零柒佰捌拾玖")]
    public void Chinese_capitals(int number, string written) => Assert.Equal(written, NumeralWriter.Write(number, Numerals.ChineseUpper));

    [Theory]
    [InlineData(1, "A")]
    [InlineData(26, "Z")]
    [InlineData(27, "AA")]
    [InlineData(52, "AZ")]
    [InlineData(53, "BA")]
    [InlineData(702, "ZZ")]
    [InlineData(703, "AAA")]
    public void Letters(int number, string written)
    {
        Assert.Equal(written, NumeralWriter.Write(number, Numerals.Alpha));
        Assert.Equal(written.ToLowerInvariant(), NumeralWriter.Write(number, Numerals.AlphaLower));
    }

    [Theory]
    [InlineData(1, "I")]
    [InlineData(4, "IV")]
    [InlineData(9, "IX")]
    [InlineData(14, "XIV")]
    [InlineData(40, "XL")]
    [InlineData(90, "XC")]
    [InlineData(444, "CDXLIV")]
    [InlineData(1994, "MCMXCIV")]
    [InlineData(3999, "MMMCMXCIX")]
    [InlineData(4000, "4000")]
    public void Roman(int number, string written)
    {
        Assert.Equal(written, NumeralWriter.Write(number, Numerals.Roman));
        Assert.Equal(written.ToLowerInvariant(), NumeralWriter.Write(number, Numerals.RomanLower));
    }

    /// <summary>No two numbers may look alike, or a reference could mean either.</summary>
    [Theory]
    [InlineData(nameof(Numerals.Chinese))]
    [InlineData(nameof(Numerals.ChineseUpper))]
    [InlineData(nameof(Numerals.Alpha))]
    [InlineData(nameof(Numerals.Roman))]
    public void Each_number_is_written_in_a_way_of_its_own(string numerals) =>
        Assert.Equal(
            30_000,
            Enumerable.Range(1, 30_000).Select(number => NumeralWriter.Write(number, Enum.Parse<Numerals>(numerals))).Distinct().Count()
        );
}
