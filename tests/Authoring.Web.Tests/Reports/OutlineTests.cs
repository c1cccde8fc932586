using System.Security.Claims;
using System.Text.Json;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Reports.Members;
using Authoring.Web.Reports.Outline;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Reports;

/// <summary>
/// A report is put in order while people write in it: nothing typed is lost, numbers are computed, and the server decides who may.
/// </summary>
public sealed class OutlineTests : IAsyncLifetime
{
    private const string First = "sections/01-basic.md",
        Second = "sections/02-training.md";
    private RunningWorkspace workspace = null!;
    private OutlineService service = null!;
    private LiveReport report = null!;
    private ClaimsPrincipal editor = null!;

    private string Seen => report.Shape.Yaml;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        service = workspace.Services.GetRequiredService<OutlineService>();
        editor = await workspace.PersonAsync("editor");
        report = (await workspace.Services.GetRequiredService<LiveReports>().FindForReadingAsync(editor, "small"))!;
    }

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task<string[]> ContentsAsync() =>
        [.. (await report.CompileNowAsync()).Report.Contents.Select(c => $"{c.Number} {c.Title}")];

    private static object Insert(string id, int length) =>
        new
        {
            id,
            clientID = id,
            changes = new object[] { length, new object[] { 0, "字" } },
        };

    [Fact]
    public async Task A_move_renumbers_everything_and_tells_those_who_follow()
    {
        await using var hub = await workspace.ConnectAsync("author1");
        var told = new TaskCompletionSource();
        hub.Event += (name, _) =>
        {
            if (name == "Compiled")
                told.TrySetResult();
        };
        await hub.CallAsync("Follow", "small");

        Assert.Equal(OutlineResult.Done, await service.MoveAsync(editor, report, Seen, Second, ReportPart.Body, 0));

        await told.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(["1. 人才培养", "1.1 立德树人", "2. 基本情况"], await ContentsAsync());
        Assert.Equal("图 2-1", (await report.CompileNowAsync()).Report.Figures.Single().Number);
        Assert.Equal(OutlineResult.Done, await service.MoveAsync(editor, report, Seen, First, ReportPart.Front, 0));
        Assert.Equal(["1. 人才培养", "1.1 立德树人"], await ContentsAsync());
        Assert.Equal(OutlineResult.NotFound, await service.MoveAsync(editor, report, Seen, First, ReportPart.Case, 0));
    }

    [Fact]
    public async Task A_removed_text_is_locked_keeps_its_log_and_takes_the_same_edit_when_it_is_back()
    {
        await using var author = await workspace.ConnectAsync("author1");
        await author.CallAsync("Open", "small/sections/01-basic");
        await author.CallAsync("Push", "small/sections/01-basic", 0, new[] { Insert("before", SmallReport.First.Length) });

        Assert.Equal(OutlineResult.Done, await service.RemoveAsync(editor, report, Seen, First));
        var unsaved = new[] { Insert("meanwhile", SmallReport.First.Length + 1) };
        Assert.Equal(
            "locked",
            (await Assert.ThrowsAsync<HubError>(() => author.CallAsync("Push", "small/sections/01-basic", 1, unsaved))).Code
        );
        Assert.Equal(["1. 人才培养", "1.1 立德树人"], await ContentsAsync());
        Assert.Equal(("基本情况", ReportPart.Body), (await service.RemovedAsync(report)).Select(r => (r.Title, r.Part)).Single());
        using var page = await workspace.BrowseAsync("author1");
        Assert.Contains(
            "data-may-write=\"false\"",
            await page.GetStringAsync("/reports/small/sections/01-basic"),
            StringComparison.Ordinal
        );

        Assert.Equal(OutlineResult.Done, await service.RestoreAsync(editor, report, Seen, First));
        Assert.Equal(2, (await author.CallAsync("Push", "small/sections/01-basic", 1, unsaved)).GetProperty("version").GetInt32());
        Assert.Equal([First, Second], report.Definition.Body);
        Assert.Equal(2, (await author.CallAsync("Pull", "small/sections/01-basic", 0)).GetProperty("updates").GetArrayLength());
    }

    [Fact]
    public async Task A_new_title_is_an_edit_by_that_person_that_open_editors_get()
    {
        await using var author = await workspace.ConnectAsync("author1");
        var updated = new TaskCompletionSource<JsonElement>();
        author.Event += (name, arguments) =>
        {
            if (name == "Updated")
                updated.TrySetResult(arguments);
        };
        await author.CallAsync("Open", "small/sections/02-training");

        Assert.Equal(OutlineResult.Done, await service.RenameAsync(editor, report, Second, "人才<培养>质量"));

        var arguments = await updated.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(editor.PersonId().ToString(), arguments[2][0].GetProperty("by").GetString());
        var text = (await author.CallAsync("Open", "small/sections/02-training")).GetProperty("text").GetString();
        Assert.Equal(SmallReport.Second.Replace("# 人才培养", "# 人才\\<培养\\>质量", StringComparison.Ordinal), text);
        Assert.Contains("2. 人才<培养>质量", await ContentsAsync());
        Assert.Equal(OutlineResult.Done, await service.RenameAsync(editor, report, "cases/c01.md", "新案例"));
        Assert.Equal("新案例", (await report.CompileNowAsync()).Report.Cases.Single().Title);
    }

    [Fact]
    public async Task Of_two_who_change_the_order_at_once_the_second_is_told_and_sees_what_is_now()
    {
        var seen = Seen;
        Assert.Equal(OutlineResult.Done, await service.AddAsync(editor, report, seen, ReportPart.Body, "新的一章"));
        Assert.Equal(OutlineResult.ChangedMeanwhile, await service.RemoveAsync(editor, report, seen, Second));
        Assert.Equal([First, Second, "sections/03-section.md"], report.Definition.Body);
        // Settings and order are two things: whoever saves settings keeps the order that others have made meanwhile.
        var settings = DefinitionDraft.Read(seen) with
        {
            Headings = [new HeadingDraft("{1:zh}、")],
        };
        Assert.Equal(OutlineResult.Done, await service.SaveSettingsAsync(editor, report, seen, settings, new DateOnly(2025, 12, 22)));
        Assert.Equal(["一、 基本情况", "二、 人才培养", "三、 新的一章"], await ContentsAsync());
        Assert.Equal(new DateOnly(2025, 12, 22), await service.DeadlineAsync(report));
        Assert.Equal(
            OutlineResult.ChangedMeanwhile,
            await service.SaveSettingsAsync(editor, report, seen, settings with { Title = "别的" }, null)
        );
        Assert.Equal(
            OutlineResult.BadSettings,
            await service.SaveSettingsAsync(editor, report, Seen, settings with { AnnexMark = "{x}" }, null)
        );
    }

    [Fact]
    public async Task Many_at_once_lose_nothing()
    {
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        OutlineResult answer;
                        do answer = await service.AddAsync(
                            editor,
                            report,
                            Seen,
                            i % 2 == 0 ? ReportPart.Body : ReportPart.Case,
                            $"并行 {i}"
                        );
                        while (answer == OutlineResult.ChangedMeanwhile);
                        return answer;
                    })
                )
        );
        Assert.All(answers, answer => Assert.Equal(OutlineResult.Done, answer));
        var titles = (await report.CompileNowAsync()).Report.Outline.Select(o => o.Title).ToList();
        for (var i = 0; i < 8; i++)
            Assert.Single(titles, $"并行 {i}");
    }

    [Theory]
    [InlineData("author1")]
    [InlineData("city-reviewer")]
    [InlineData("admin")]
    public async Task Who_does_not_manage_the_report_changes_nothing(string name)
    {
        var caller = await workspace.PersonAsync(name);
        Assert.Equal(OutlineResult.NotAllowed, await service.MoveAsync(caller, report, Seen, Second, ReportPart.Body, 0));
        Assert.Equal(OutlineResult.NotAllowed, await service.AddAsync(caller, report, Seen, ReportPart.Body, "x"));
        Assert.Equal(OutlineResult.NotAllowed, await service.RemoveAsync(caller, report, Seen, Second));
        Assert.Equal(OutlineResult.NotAllowed, await service.RenameAsync(caller, report, Second, "x"));
        Assert.Equal(OutlineResult.NotAllowed, await service.SaveSettingsAsync(caller, report, Seen, DefinitionDraft.Read(Seen), null));
        Assert.Equal(
            MemberResult.NotAllowed,
            await workspace
                .Services.GetRequiredService<MemberService>()
                .SetRoleAsync(caller, report.Id, caller.PersonId(), ReportRole.Editor)
        );
        using var page = await workspace.BrowseAsync(name);
        foreach (var address in new[] { "/reports/small/settings", "/reports/small/members" })
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await page.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task Hostile_titles_harm_nobody()
    {
        Assert.Equal(OutlineResult.BadTitle, await service.AddAsync(editor, report, Seen, ReportPart.Body, new string('长', 10_000)));
        Assert.Equal(OutlineResult.BadTitle, await service.AddAsync(editor, report, Seen, ReportPart.Body, "\u202E\u2066 \n"));
        foreach (var part in new[] { ReportPart.Body, ReportPart.Case })
        foreach (
            var title in new[]
            {
                "<script>alert(1)</script>",
                "../../etc/passwd",
                "a\u202Eb",
                "x\n---\ntitle: y",
                "@sec:a {#sec:b} ![x](y)",
            }
        )
            Assert.Equal(OutlineResult.Done, await service.AddAsync(editor, report, Seen, part, title));
        var titles = (await report.CompileNowAsync()).Report.Outline.Select(o => o.Title).ToList();
        foreach (var shown in new[] { "<script>alert(1)</script>", "../../etc/passwd", "ab", "x --- title: y", "@sec:a {#sec:b} ![x](y)" })
            Assert.Equal(2, titles.Count(t => t == shown));
        using var page = await workspace.BrowseAsync("editor");
        foreach (
            var address in new[]
            {
                "/reports/small",
                "/reports/small?edit=true",
                "/reports/small/members",
                "/reports/small/sections/03-section",
            }
        )
            Assert.DoesNotContain("<script>alert", await page.GetStringAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_editor_stays_and_who_is_removed_hears_nothing_more()
    {
        var members = workspace.Services.GetRequiredService<MemberService>();
        Assert.Equal(MemberResult.LastEditor, await members.SetRoleAsync(editor, report.Id, editor.PersonId(), ReportRole.Writer));
        Assert.Equal(MemberResult.LastEditor, await members.RemoveAsync(editor, report.Id, editor.PersonId()));

        await using var leaving = await workspace.ConnectAsync("author2");
        await using var staying = await workspace.ConnectAsync("author1");
        var heard = 0;
        var done = new TaskCompletionSource();
        leaving.Event += (name, _) =>
        {
            if (name == "Updated")
                heard++;
        };
        staying.Event += (name, _) =>
        {
            if (name == "Updated")
                done.TrySetResult();
        };
        foreach (var hub in new[] { leaving, staying })
            await hub.CallAsync("Open", "small/sections/01-basic");
        Assert.Equal(MemberResult.Done, await members.RemoveAsync(editor, report.Id, (await workspace.PersonAsync("author2")).PersonId()));
        await leaving.Closed.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await staying.CallAsync("Push", "small/sections/01-basic", 0, new[] { Insert("later", SmallReport.First.Length) });
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(0, heard);
        await using var back = await workspace.ConnectAsync("author2");
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<HubError>(() => back.CallAsync("Pull", "small/sections/01-basic", 0))).Code);
    }

    [Fact]
    public async Task Who_was_removed_does_not_hear_that_others_write()
    {
        await using var leaving = await workspace.ConnectAsync("author2");
        await leaving.CallAsync("Follow", "small");
        var members = workspace.Services.GetRequiredService<MemberService>();
        Assert.Equal(MemberResult.Done, await members.RemoveAsync(editor, report.Id, (await workspace.PersonAsync("author2")).PersonId()));
        await leaving.Closed.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await using var back = await workspace.ConnectAsync("author2");
        Assert.Equal("not-found", (await Assert.ThrowsAsync<HubError>(() => back.CallAsync("Follow", "small"))).Code);
    }

    [Fact]
    public async Task A_role_that_there_is_not_is_given_to_nobody()
    {
        var members = workspace.Services.GetRequiredService<MemberService>();
        var author = (await workspace.PersonAsync("author1")).PersonId();
        Assert.Equal(MemberResult.NotFound, await members.SetRoleAsync(editor, report.Id, author, (ReportRole)99));
        Assert.Equal(ReportRole.Writer, (await members.ReadAsync(editor, report.Id))!.Members.Single(m => m.Person.Id == author).Role);
    }

    /// <summary>Else whoever adds cards up to the limit would have closed the report for good.</summary>
    [Fact]
    public async Task Texts_that_were_taken_out_leave_their_room_to_others()
    {
        await using (var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync())
        {
            for (var n = 0; n < OutlineService.MostTexts; n++)
                db.Documents.Add(
                    new Document
                    {
                        ReportId = report.Id,
                        Kind = DocumentKind.Section,
                        Key = $"old-{n}",
                        Path = $"sections/old-{n}.md",
                        RemovedAt = 1,
                        RemovedFrom = ReportPart.Body,
                    }
                );
            await db.SaveChangesAsync();
        }
        await workspace.Services.GetRequiredService<LiveReports>().ReshapeAsync("small");
        Assert.Equal(OutlineResult.Done, await service.AddAsync(editor, report, Seen, ReportPart.Body, "新章"));
    }

    [Fact]
    public async Task Settings_that_no_page_could_print_are_refused()
    {
        var endless = new string('第', 30_000) + "{1}";
        var draft = DefinitionDraft.Read(Seen);
        foreach (
            var hostile in new[]
            {
                draft with
                {
                    Period = endless,
                },
                draft with
                {
                    Issuer = endless,
                },
                draft with
                {
                    Date = endless,
                },
                draft with
                {
                    Headings = [new HeadingDraft(endless)],
                },
                draft with
                {
                    AnnexFormat = endless.Replace("{1}", "{n}", StringComparison.Ordinal),
                },
                draft with
                {
                    PageNumber = endless.Replace("{1}", "{page}", StringComparison.Ordinal),
                },
                draft with
                {
                    Figures = draft.Figures! with { Label = endless },
                },
                draft with
                {
                    Figures = draft.Figures! with { Separator = endless },
                },
            }
        )
            Assert.Equal(OutlineResult.BadSettings, await service.SaveSettingsAsync(editor, report, Seen, hostile, null));
    }
}
