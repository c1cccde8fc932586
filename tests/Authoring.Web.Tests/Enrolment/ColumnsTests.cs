using Authoring.Web.Documents;
using Authoring.Web.Enrolment;

namespace Authoring.Web.Tests.Enrolment;

/// <summary>Columns are found by what they are called, wherever they stand.</summary>
public sealed class ColumnsTests
{
    private static ListColumns Guess(params string[] lines) =>
        ListColumns.Guess(CsvSheet.Read(string.Join('\n', lines), "", new EnrolmentLimits()));

    private static string Places(ListColumns columns) =>
        $"{columns.Heading}:" + string.Concat(Enum.GetValues<ColumnKind>().Select(kind => columns[kind]?.ToString() ?? "-"));

    [Theory]
    [InlineData("0:0123", "姓名,用户名,单位,角色")]
    [InlineData("0:3102", "所在学校,账号,角色（选填）,姓名*")]
    [InlineData("1:12-3", "云河市二〇二五年人员名单\n序号,姓名,登录账号,权限")]
    [InlineData("0:0132", "姓名,手机号,备注,单位性质", "0:01--")]
    [InlineData("0:02-1", "Name,Role,E-mail", "0:02-1")]
    [InlineData("-1:0123", "林一,lin,云河学校,可撰写")]
    [InlineData("-1:01--", "林一,lin")]
    public void Headings_say_what_a_column_is(string expected, string list, string? instead = null) =>
        Assert.Equal(instead ?? expected, Places(Guess(list)));

    [Fact]
    public void A_role_is_read_in_the_words_of_offices()
    {
        Assert.Equal(ListedRoles.None, ListedRoles.Read(""));
        Assert.Equal(new ListedRoles(true) { InReport = ReportRole.Reader }, ListedRoles.Read("管理员、可查看"));
        Assert.Equal(new ListedRoles(false) { InReport = ReportRole.Editor }, ListedRoles.Read("撰稿人/统稿编辑"));
        Assert.Equal(new ListedRoles(false) { InReport = ReportRole.Writer }, ListedRoles.Read(" Writer "));
        Assert.Null(ListedRoles.Read("领导干部"));
    }
}
