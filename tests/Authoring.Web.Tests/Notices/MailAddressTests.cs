using Authoring.Web.Notices.Mail;

namespace Authoring.Web.Tests.Notices;

/// <summary>What is taken as an address can be written to, and carries nothing else.</summary>
public sealed class MailAddressTests
{
    [Theory]
    [InlineData("zhang@example.cn")]
    [InlineData("zhang.san+report@mail.school.example.cn")]
    [InlineData("o'neil_1@a-b.example")]
    public void An_address_is_taken(string address) => Assert.True(MailAddress.IsGood(address));

    [Theory]
    [InlineData("zhang")]
    [InlineData("zhang@")]
    [InlineData("@example.cn")]
    [InlineData("zhang@localhost")]
    [InlineData("a@b@example.cn")]
    [InlineData("zhang@example..cn")]
    [InlineData("张三@example.cn")]
    [InlineData("Zhang <zhang@example.cn>")]
    [InlineData("a@example.cn,b@example.cn")]
    [InlineData("a@example.cn\r\nBcc: b@example.cn")]
    [InlineData("\"a b\"@example.cn")]
    [InlineData("a@[127.0.0.1]")]
    public void What_is_none_is_not(string address) => Assert.False(MailAddress.IsGood(address));

    [Fact]
    public void One_that_no_header_could_carry_is_not_taken()
    {
        Assert.False(MailAddress.IsGood(new string('a', 65) + "@example.cn"));
        Assert.False(MailAddress.IsGood("a@" + string.Join('.', Enumerable.Repeat("example", 40)) + ".cn"));
        Assert.Null(MailAddress.Tidy(" \u3000"));
        Assert.Equal("a@b.cn", MailAddress.Tidy(" a@b.cn "));
    }

    [Fact]
    public void A_line_is_one_line_whatever_it_is_made_of()
    {
        Assert.Equal("a  b c d", MailText.OneLine("a\r\nb\u2028c\0d\u202e\ud800".Replace("\ud800", "", StringComparison.Ordinal)));
        Assert.Equal("字字…", MailText.OneLine("字字字", 2));
        Assert.Equal("字…", MailText.OneLine("字😀", 2)); // no half of a pair
    }
}
