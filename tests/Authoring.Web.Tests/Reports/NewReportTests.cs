using System.IO.Compression;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Making;
using Authoring.Web.Tests.People;
using Authoring.Web.Tests.Review;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Tests.Reports;

/// <summary>A report is made step by step without any script, and nothing that was typed is lost on the way back.</summary>
public sealed class NewReportTests : IAsyncLifetime
{
    private const string Definition = "title: 上传的报告\nissuer: 四平市教育局\nbody: [sections/01.md]\n";

    private Office office = null!;
    private FormVisitor chief = null!;

    public async ValueTask InitializeAsync()
    {
        office = new Office(await RunningWorkspace.StartAsync(("Upload:MaxZipSize", "300000")));
        chief = await FormVisitor.SignInAsync(office.Workspace.Address, "editor");
        Assert.Equal(HttpStatusCode.OK, await chief.GoAsync("/reports/new"));
    }

    public async ValueTask DisposeAsync()
    {
        chief.Dispose();
        await office.DisposeAsync();
    }

    private async Task PressAsync(string go, params (string Name, string Value)[] fields) =>
        Assert.Equal(HttpStatusCode.OK, await chief.PressAsync("new-report", ("go", go), fields.ToDictionary(f => f.Name, f => f.Value)));

    private Task UploadAsync(string name, byte[] content) =>
        chief.PressAsync("new-report", ("go", "next"), new Dictionary<string, string> { ["source"] = "folder" }, ("upload", name, content));

    private string Step => chief.Page.QuerySelector("[data-testid=new-form]")!.GetAttribute("data-step")!;

    private string ValueOf(string field) => chief.Page.QuerySelector<IHtmlInputElement>($"[name='{field}']")!.Value;

    private static byte[] Zip(params (string Path, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, text) in files)
            {
                using var target = zip.CreateEntry(path).Open();
                target.Write(Encoding.UTF8.GetBytes(text));
            }
        return stream.ToArray();
    }

    [Fact]
    public async Task Four_steps_make_a_report_with_its_people_and_days()
    {
        var (author, reviewer) = (await office.IdAsync("author1"), await office.IdAsync("city-reviewer"));
        await PressAsync("next", ("title", "四平市年度报告"), ("period", "2026"), ("issuer", "四平市教育局"));
        Assert.Equal("2", Step);
        Assert.Contains(
            "二、",
            chief.Page.QuerySelector("label:has([data-testid=profile-official])")!.TextContent,
            StringComparison.Ordinal
        );
        await PressAsync("next", ("profile", "official"));
        await PressAsync("next", ($"role-{author}", "Writer"), ($"role-{reviewer}", "Reader"));
        Assert.Equal("4", Step);
        await PressAsync("create", ("deadline", "2099-12-25"), ("day-1", "2099-12-10"));
        Assert.Equal("/reports/report-2026?edit=true", chief.Address);
        await using var db = await office.DatabaseAsync();
        var report = await db.Reports.SingleAsync(r => r.Slug == "report-2026");
        Assert.Equal(new DateOnly(2099, 12, 25), report.Deadline);
        Assert.Contains("{1:zh}、", report.Definition, StringComparison.Ordinal);
        Assert.Equal(
            [(author, ReportRole.Writer), (reviewer, ReportRole.Reader), (await office.IdAsync("editor"), ReportRole.Editor)],
            await db
                .ReportMembers.Where(m => m.ReportId == report.Id)
                .OrderBy(m => m.PersonId)
                .Select(m => ValueTuple.Create(m.PersonId, m.Role))
                .ToListAsync()
        );
        Assert.Equal(new DateOnly(2099, 12, 10), (await db.StageDeadlines.SingleAsync(d => d.ReportId == report.Id)).Day);
    }

    [Fact]
    public async Task Whoever_goes_back_finds_what_he_typed()
    {
        var author = await office.IdAsync("author1");
        await PressAsync("next", ("title", "四平市年度报告"), ("period", "2026"));
        await PressAsync("next", ("profile", "document"));
        await PressAsync("next", ($"role-{author}", "Writer"));
        await PressAsync("3", ("deadline", "2099-12-25"));
        Assert.Equal("Writer", chief.Page.QuerySelector<IHtmlSelectElement>($"#role-{author}")!.Value);
        await PressAsync("2", ($"role-{author}", "Editor"));
        Assert.True(chief.Page.QuerySelector<IHtmlInputElement>("[data-testid=profile-document]")!.IsChecked);
        await PressAsync("1");
        Assert.Equal(("四平市年度报告", "2026"), (ValueOf("title"), ValueOf("period")));
        // Half-typed things of a step are no reason to hold anybody back.
        await PressAsync("next", ("title", ""));
        Assert.Equal("1", Step);
        Assert.Contains("请写上标题", chief.Error("title"), StringComparison.Ordinal);
        await PressAsync("next", ("title", "另一个名称"));
        await PressAsync("next");
        Assert.Equal("Editor", chief.Page.QuerySelector<IHtmlSelectElement>($"#role-{author}")!.Value);
        await PressAsync("next");
        Assert.Equal("2099-12-25", ValueOf("deadline"));
    }

    [Theory]
    [InlineData("2099-12-25", "2099-12-26", "day-1", "不能晚于")]
    [InlineData("2099-12-25", "25.12.2099", "day-1", "年-月-日")]
    [InlineData("2099", "", "deadline", "年-月-日")]
    public async Task Days_that_cannot_be_are_said_beside_their_field(string deadline, string day, string field, string sentence)
    {
        await PressAsync("next", ("title", "四平市年度报告"));
        await PressAsync("next");
        await PressAsync("next");
        await PressAsync("create", ("deadline", deadline), ("day-1", day));
        Assert.Equal("4", Step);
        Assert.Contains(sentence, chief.Error(field), StringComparison.Ordinal);
        Assert.Equal((deadline, day), (ValueOf("deadline"), ValueOf("day-1")));
        Assert.True(chief.Page.QuerySelector($"[name={field}]")!.HasAttribute("autofocus"));
    }

    [Fact]
    public async Task A_name_that_is_taken_leads_back_to_the_step_where_it_stands()
    {
        await PressAsync("next", ("title", "四平市年度报告"), ("slug", "small"));
        await PressAsync("next");
        await PressAsync("next");
        await PressAsync("create");
        Assert.Equal("1", Step);
        Assert.Contains("已被其他报告使用", chief.Error("slug"), StringComparison.Ordinal);
        Assert.Equal("small", ValueOf("slug"));
    }

    [Fact]
    public async Task A_folder_is_chosen_once_and_keeps_its_own_numbering()
    {
        await PressAsync("next", ("source", "folder"), ("title", "名称"));
        Assert.Contains("请先选择", chief.Error("folder"), StringComparison.Ordinal);
        foreach (
            var (content, sentence) in new[]
            {
                (Encoding.UTF8.GetBytes("PK no zip at all"), "不是可以读取的 zip"),
                (new byte[300_001], "太大"),
                (Zip(("readme.md", "# 什么都没有")), "report.yml"),
            }
        )
        {
            await UploadAsync("x.zip", content);
            Assert.Equal("1", Step);
            Assert.Contains(sentence, chief.Error("folder"), StringComparison.Ordinal);
        }
        await PressAsync("1", ("title", ""));
        await UploadAsync("四平.zip", Zip(("报告/report.yml", Definition), ("报告/sections/01.md", "# 上传的一章\n")));
        Assert.Equal("2", Step);
        Assert.Contains("1 篇文字", chief.Shown("new-read"), StringComparison.Ordinal);
        Assert.True(chief.Page.QuerySelector<IHtmlInputElement>("[data-testid=profile-own]")!.IsChecked);
        await PressAsync("1");
        Assert.Equal(("上传的报告", "四平市教育局"), (ValueOf("title"), ValueOf("issuer")));
        await PressAsync("next");
        await PressAsync("next");
        await PressAsync("next");
        await PressAsync("create");
        await using var db = await office.DatabaseAsync();
        var report = await db.Reports.SingleAsync(r => r.Title == "上传的报告");
        Assert.Equal(["sections/01.md"], await db.Documents.Where(d => d.ReportId == report.Id).Select(d => d.Path).ToListAsync());
    }

    [Theory]
    [InlineData(false, "# 人才培养\n\n## 立德树人\n", 0)]
    [InlineData(true, SmallReport.Second, 1)]
    public async Task Last_years_report_gives_its_headings_or_all_it_holds_and_its_people(bool withText, string training, int cards)
    {
        await PressAsync(
            "next",
            ("source", "earlier"),
            ("from", "small"),
            ("with-text", withText ? "true" : ""),
            ("title", "下一年"),
            ("slug", "next")
        );
        await PressAsync("next");
        var author = await office.IdAsync("author1");
        Assert.Equal("Writer", chief.Page.QuerySelector<IHtmlSelectElement>($"#role-{author}")!.Value);
        await PressAsync("next");
        await PressAsync("create");
        Assert.Equal("/reports/next?edit=true", chief.Address);
        await using var db = await office.DatabaseAsync();
        var texts = await db.Documents.Where(d => d.Report!.Slug == "next").ToListAsync();
        Assert.Equal(cards, texts.Count(text => text.Kind == DocumentKind.Case));
        var id = texts.Single(text => text.Path == "sections/02-training.md").Id;
        Assert.Equal(training, (await db.Snapshots.SingleAsync(s => s.DocumentId == id)).Text);
        Assert.Equal(cards, await db.ReportFiles.CountAsync(f => f.Report!.Slug == "next"));
    }

    [Fact]
    public async Task Nobody_copies_a_report_that_he_does_not_manage()
    {
        using var admin = await FormVisitor.SignInAsync(office.Workspace.Address, "admin");
        await admin.GoAsync("/reports/new");
        Assert.Null(admin.Page.QuerySelector("[data-testid=new-from-earlier]"));
        await admin.PressAsync(
            "new-report",
            ("go", "next"),
            new Dictionary<string, string>
            {
                ["source"] = "earlier",
                ["from"] = "small",
                ["title"] = "偷来的",
            }
        );
        await admin.PressAsync(
            "new-report",
            ("go", "create"),
            new Dictionary<string, string> { ["source"] = "earlier", ["from"] = "small" }
        );
        await using var db = await office.DatabaseAsync();
        Assert.False(await db.Reports.AnyAsync(r => r.Title == "偷来的"));
        using var writer = await FormVisitor.SignInAsync(office.Workspace.Address, "author1");
        Assert.Equal(HttpStatusCode.NotFound, await writer.GoAsync("/reports/new"));
    }

    [Theory]
    [InlineData("# 一\n\n文字\n\n## 二 {#sec:b}\n\n```\n# 不是\n```\n### 三\n", "# 一\n\n## 二 {#sec:b}\n\n### 三\n")]
    [InlineData("~~~~\n# 不是\n~~~\n# 不是\n~~~~\n# 是\n", "# 是\n")]
    [InlineData("没有标题\n", "")]
    public void Headings_are_taken_with_their_ids_and_none_from_within_code(string text, string headings) =>
        Assert.Equal(headings, EarlierReport.Headings(text));
}
