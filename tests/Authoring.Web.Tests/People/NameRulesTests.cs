using Authoring.Web.People;

namespace Authoring.Web.Tests.People;

/// <summary>Names as people really have them pass; what cannot be seen or turns the writing does not.</summary>
public sealed class NameRulesTests
{
    [Theory]
    [InlineData("张三")]
    [InlineData("阿卜杜热依木·买买提")]
    [InlineData("𠮷野家")] // outside the basic plane
    [InlineData("葛\U000E0100城")] // a variant of a character
    [InlineData("第一职业学校（南校区）—— A&B")]
    [InlineData("O'Neill Jr.")]
    [InlineData("محمد")]
    public void Real_names_are_names(string name) => Assert.Null(NameRules.FaultOfName(name));

    [Theory]
    [InlineData("a\u202eb")]
    [InlineData("a\u200fb")]
    [InlineData("a\u2069b")]
    [InlineData("a\u200bb")]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    [InlineData("a\u2028b")]
    [InlineData("a\ufeffb")]
    [InlineData("a\ue000b")]
    [InlineData("a\ufffdb")]
    [InlineData("\u3164")]
    [InlineData("·")]
    public void Invisible_and_turning_characters_are_not(string name) => Assert.Equal("name-characters", NameRules.FaultOfName(name));

    [Fact]
    // not an InlineData: xunit would replace it
    public void Half_a_character_is_none() => Assert.Equal("name-characters", NameRules.FaultOfName("a\ud842"));

    [Fact]
    public void Tidying_keeps_the_words_and_joins_the_blanks() =>
        Assert.Equal("第一 职业学校", NameRules.Tidy("\u3000 第一 \t\u3000职业学校 "));
}
