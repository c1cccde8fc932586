using System.Net;
using System.Text;
using AngleSharp.Dom;
using Authoring.Web.Documents;
using Authoring.Web.Enrolment;
using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Authoring.Web.Tests.People;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Tests.Enrolment;

/// <summary>People from a list: what is made is what was shown, at the press that says so and not before.</summary>
public sealed class EnrolmentTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Nothing = [];
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static readonly string?[][] Mixed =
    [
        ["姓名", "用户名", "单位", "角色"],
        ["林一", "linyi", "第九职业学校", "可撰写"],
        ["撰稿人甲", "AUTHOR1", "第一职业学校", null],
        ["王五", "admin", null, null],
        ["赵\u202e六", "zhao", null, null],
        ["钱七", null, null, null],
        ["孙八", "LINYI", null, null],
        ["李九", "=A1", null, "看门人"],
    ];

    private async Task<FormVisitor> UploadAsync(byte[] file, string name = "名单.xlsx", string person = "admin")
    {
        var visitor = await FormVisitor.SignInAsync(workspace.Address, person);
        Assert.Equal(HttpStatusCode.OK, await visitor.GoAsync("/people/import"));
        Assert.Equal(HttpStatusCode.OK, await visitor.PressAsync("enrol", ("go", "take"), Nothing, ("upload", name, file)));
        return visitor;
    }

    private async Task<T> InDatabaseAsync<T>(Func<AuthoringDb, Task<T>> read)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        return await read(db);
    }

    private static string Row(FormVisitor visitor, int number) => visitor.Page.QuerySelector($"[data-row='{number}']")!.TextContent;

    private static string Kinds(FormVisitor visitor) =>
        string.Join(
            ' ',
            visitor
                .Page.QuerySelectorAll("[data-row]")
                .OrderBy(row => int.Parse(row.GetAttribute("data-row")!))
                .Select(row => row.GetAttribute("data-kind"))
        );

    [Fact]
    public async Task Each_row_says_what_comes_of_it_and_nothing_is_made_before_the_press()
    {
        using var admin = await UploadAsync(TestWorkbook.Of(Mixed));
        Assert.Equal("New There Wrong Wrong Wrong Wrong Wrong", Kinds(admin));
        foreach (
            var (row, sentence) in new[]
            {
                (2, "新单位"),
                (4, "已是“管理员”的账号"),
                (5, "不能使用的字符"),
                (6, "填写用户名"),
                (7, "与第 2 行重复"),
                (8, "B 列是公式"),
                (8, "“看门人”"),
            }
        )
            Assert.Contains(sentence, Row(admin, row), StringComparison.Ordinal);
        Assert.False(await InDatabaseAsync(db => db.Users.AnyAsync(p => p.UserName == "linyi")));
        Assert.False(await InDatabaseAsync(db => db.Organisations.AnyAsync(o => o.Name == "第九职业学校")));

        Assert.Contains("跳过 5 行，新建其余 1 人", admin.Shown("enrol-create"), StringComparison.Ordinal);
        await admin.PressAsync("enrol", ("go", "create"), Nothing);
        Assert.Equal("linyi", admin.Shown("handover-user-name"));
        var password = admin.Shown("initial-password")!;
        Assert.Contains("/sign-in", admin.Page.QuerySelector("[data-testid=slip]")!.TextContent, StringComparison.Ordinal);
        await admin.GoAsync(admin.Address);
        Assert.Null(admin.Shown("initial-password"));
        Assert.NotNull(admin.Shown("slips-gone"));
        using var newcomer = await FormVisitor.SignInAsync(workspace.Address, "linyi", password);
        Assert.Equal(6 - 5, await InDatabaseAsync(db => db.Users.CountAsync(p => p.Organisation!.Name == "第九职业学校")));
    }

    [Fact]
    public async Task What_has_changed_since_it_was_shown_is_shown_again_and_not_done()
    {
        using var admin = await UploadAsync(Encoding.UTF8.GetBytes("姓名,用户名,单位\n林一,linyi,云河学校\n"), "名单.csv");
        // Another column than the one that was looked at.
        await admin.PressAsync("enrol", ("go", "create"), new Dictionary<string, string> { ["column-Organisation"] = "" });
        Assert.Contains("请再看一遍", admin.Shown("enrol-problem"), StringComparison.Ordinal);
        using var other = await FormVisitor.SignInAsync(workspace.Address, "admin");
        await other.SendAsync("/people?new=person", "person", ("Form.Name", "林一"), ("Form.UserName", "linyi"), ("Form.Organisation", ""));
        await admin.PressAsync("enrol", ("go", "create"), Nothing);
        Assert.Equal("There", Kinds(admin));
        Assert.Null(admin.Shown("enrol-create"));
        Assert.Equal(1, await InDatabaseAsync(db => db.Users.CountAsync(p => p.UserName == "linyi")));
    }

    [Fact]
    public async Task Columns_can_be_chosen_where_the_guess_was_wrong()
    {
        using var admin = await UploadAsync(Encoding.UTF8.GetBytes("谁,叫法,哪里\n林一,linyi,云河学校\n"), "名单.csv");
        Assert.Equal("Wrong New", Kinds(admin)); // the headings are taken for somebody
        await admin.PressAsync("enrol", ("go", "look"), new Dictionary<string, string> { ["column-UserName"] = "" });
        Assert.Contains("请选择", admin.Error("column-UserName"), StringComparison.Ordinal);
        Assert.Null(admin.Shown("enrol-create"));
    }

    [Fact]
    public async Task Roles_hold_in_a_report_that_the_administrator_manages_and_in_no_other()
    {
        var list = TestWorkbook.Of(
            ["姓名", "用户名", "角色"],
            ["林一", "linyi", "可撰写、管理员"],
            ["撰稿人甲", "author1", "统稿编辑"],
            ["县审核人", "county-reviewer", "可撰写"]
        );
        using (var stranger = await UploadAsync(list))
        {
            Assert.NotNull(stranger.Shown("enrol-asks-report"));
            await stranger.PressAsync("enrol", ("go", "look"), new Dictionary<string, string> { ["report"] = "small" });
            Assert.NotNull(stranger.Shown("enrol-asks-report")); // it is the editor's
        }
        await InDatabaseAsync(db =>
            db.ReportMembers.Where(m => m.Role == ReportRole.Editor || m.Person!.UserName == "county-reviewer").ExecuteDeleteAsync()
        );
        workspace.Services.GetRequiredService<Rights>().Forget();
        using var admin = await UploadAsync(list);
        await admin.PressAsync("enrol", ("go", "look"), new Dictionary<string, string> { ["report"] = "small" });
        Assert.Null(admin.Shown("enrol-asks-report"));
        await admin.PressAsync("enrol", ("go", "create"), Nothing);
        var roles = await InDatabaseAsync(db =>
            db.ReportMembers.Include(m => m.Person).ToDictionaryAsync(m => m.Person!.UserName!, m => m.Role)
        );
        Assert.Equal((ReportRole.Writer, ReportRole.Writer), (roles["linyi"], roles["county-reviewer"]));
        Assert.Equal(ReportRole.Writer, roles["author1"]); // a member already: he stays what he is
        Assert.True(await InDatabaseAsync(db => db.UserRoles.AnyAsync(r => db.Users.Any(p => p.Id == r.UserId && p.UserName == "linyi"))));
    }

    [Fact]
    public async Task A_file_that_is_no_list_ends_in_a_sentence()
    {
        foreach (
            var (file, sentence) in new[]
            {
                (new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }, "另存为"),
                ("%PDF"u8.ToArray(), "不是 Excel"),
                (TestWorkbook.Of(["甲"])[..60], "已损坏"),
                (new byte[6_000_000], "最多 5 MB"),
            }
        )
        {
            using var admin = await UploadAsync(file);
            Assert.Contains(sentence, admin.Shown("enrol-problem"), StringComparison.Ordinal);
            Assert.NotNull(admin.Shown("enrol-take"));
        }
    }

    [Theory]
    [InlineData("author1")]
    [InlineData("editor")]
    public async Task Nobody_else_learns_of_it(string person)
    {
        using var visitor = await FormVisitor.SignInAsync(workspace.Address, person);
        foreach (var address in new[] { "/people/import", "/people/import/template", "/people/slips" })
            Assert.Equal(HttpStatusCode.NotFound, await visitor.GoAsync(address));
    }

    [Fact]
    public async Task The_template_is_a_workbook_that_is_read_as_it_says()
    {
        var words = workspace.Services.GetRequiredService<IStringLocalizer<Words>>();
        var file = XlsxTemplate.Write(words);
        Assert.Equal(file, XlsxTemplate.Write(words));
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken));
        var sheet = await SheetFile.ReadAsync(new MemoryStream(file), "", new EnrolmentLimits(), TestContext.Current.CancellationToken);
        Assert.Equal([0, 1, 2, 3], ListColumns.Guess(sheet).At.Values.Order());
        Assert.NotNull(ListedRoles.Read(sheet.Rows[1][3]));
    }
}
