using System.Net;
using System.Text;
using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Tests.Comments;

/// <summary>All comments of a report in one table: found by who has to do with them, and taken away as a file.</summary>
public sealed class CommentMatrixTests : IAsyncLifetime
{
    private const string Basic = "small/sections/01-basic",
        Training = "small/sections/02-training";

    private RunningWorkspace workspace = null!;
    private HubClient author = null!,
        reviewer = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        (author, reviewer) = (await workspace.ConnectAsync("author1"), await workspace.ConnectAsync("city-reviewer"));
    }

    public async ValueTask DisposeAsync()
    {
        await author.DisposeAsync();
        await reviewer.DisposeAsync();
        await workspace.DisposeAsync();
    }

    private static async Task<int> CommentAsync(HubClient who, string document, string text) =>
        (
            await who.CallAsync(
                "Comment",
                document,
                new
                {
                    version = 0,
                    from = 2,
                    to = 4,
                    subject = "words",
                    text,
                    mentions = Array.Empty<string>(),
                }
            )
        ).GetInt32();

    private async Task<List<string>> ExportAsync(string name, string query = "")
    {
        using var client = await workspace.BrowseAsync(name);
        var bytes = await client.GetByteArrayAsync(new Uri($"/reports/small/comments/export{query}", UriKind.Relative));
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        return [.. Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
    }

    [Fact]
    public async Task The_matrix_says_what_became_of_each_opinion_why_and_by_whom_in_reading_order()
    {
        var second = await CommentAsync(reviewer, Training, "目标太笼统");
        var first = await CommentAsync(reviewer, Basic, "请核实校数");
        await author.CallAsync(
            "Handle",
            Basic,
            first,
            new
            {
                resolved = true,
                adoption = "not-adopted",
                reason = "以附表为准",
            }
        );
        await author.CallAsync("Reply", Training, second, new { text = "好的", mentions = Array.Empty<string>() });

        var lines = await ExportAsync("editor");
        Assert.Equal(
            "\"序号\",\"章节（案例）\",\"学校（单位）\",\"原文\",\"意见\",\"提出人\",\"提出日期\",\"采纳情况\",\"理由\",\"处理人\",\"处理日期\"",
            lines[0]
        );
        Assert.Equal(3, lines.Count);
        Assert.Contains("\"1. 基本情况\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"请核实校数\",\"市局审核人 市教育局职成科\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"未采纳\",\"以附表为准\",\"撰稿人甲\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"目标太笼统\"", lines[2], StringComparison.Ordinal);
        Assert.Contains("\"待定\",\"\",\"\",\"\"", lines[2], StringComparison.Ordinal);

        Assert.Equal(["目标太笼统"], await OpinionsAsync("editor", "?choice=Open"));
        Assert.Equal(["请核实校数"], await OpinionsAsync("editor", "?choice=Settled"));
        Assert.Equal(["目标太笼统"], await OpinionsAsync("author1", "?choice=Mine")); // he has answered there
        Assert.Empty(await OpinionsAsync("author1", "?choice=Given"));
    }

    [Fact]
    public async Task Comments_are_found_by_school_by_round_and_by_whom_they_were_given_to()
    {
        await using (var db = await OpenAsync())
        {
            var school = await db.Organisations.SingleAsync(o => o.Name == "第一职业学校");
            db.Assignments.Add(
                new Assignment { DocumentId = (await db.Documents.SingleAsync(d => d.Key == "01-basic")).Id, OrganisationId = school.Id }
            );
            await db.SaveChangesAsync();
        }
        workspace.Services.GetRequiredService<Rights>().Forget();
        var before = await CommentAsync(reviewer, Basic, "送审前的意见");
        await CommentAsync(reviewer, Training, "别的学校");
        var person = (await author.CallAsync("Comments", Basic))
            .GetProperty("people")
            .EnumerateArray()
            .Single(p => p.GetProperty("name").GetString() == "撰稿人甲")
            .GetProperty("id")
            .GetString();
        await reviewer.CallAsync("Assign", Basic, before, person);
        await author.CallAsync("Act", Basic, "submit", new { despiteComments = true });
        await CommentAsync(reviewer, Basic, "第一轮的意见");

        Assert.Equal(["送审前的意见", "第一轮的意见"], await OpinionsAsync("editor", $"?school={Uri.EscapeDataString("第一职业学校")}"));
        Assert.Equal(["第一轮的意见"], await OpinionsAsync("editor", "?round=1"));
        Assert.Equal(["送审前的意见"], await OpinionsAsync("author1", "?choice=Given"));
        Assert.Empty(await OpinionsAsync("author2", "?choice=Given"));
    }

    [Fact]
    public async Task What_a_spreadsheet_would_run_is_only_text_in_it_and_quotation_marks_and_lines_stay_in_their_cell()
    {
        await CommentAsync(reviewer, Basic, "=cmd|' /C calc'!A0");
        await CommentAsync(reviewer, Basic, "@撰稿人甲 说“\"好\"”,\n再看");
        var csv = string.Join("\n", await ExportAsync("editor"));
        Assert.Contains("\"'=cmd|' /C calc'!A0\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"'@撰稿人甲 说“\"\"好\"\"”,\n再看\"", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_on_a_text_that_was_taken_out_are_not_in_it_and_who_may_not_read_gets_nothing()
    {
        await CommentAsync(reviewer, Basic, "请核实");
        await using (var db = await OpenAsync())
        {
            await db.ReportMembers.Where(m => m.Person!.UserName == "county-reviewer").ExecuteDeleteAsync();
            await db.Documents.Where(d => d.Key == "01-basic").ExecuteUpdateAsync(set => set.SetProperty(d => d.RemovedAt, 1L));
        }
        workspace.Services.GetRequiredService<Rights>().Forget();
        Assert.Empty(await OpinionsAsync("editor", ""));
        foreach (var address in new[] { "/reports/small/comments", "/reports/small/comments/export" })
        {
            using var outsider = await workspace.BrowseAsync("county-reviewer");
            Assert.Equal(HttpStatusCode.NotFound, (await outsider.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
        }
    }

    private Task<AuthoringDb> OpenAsync() => workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();

    private async Task<List<string>> OpinionsAsync(string name, string query) =>
        [.. (await ExportAsync(name, query)).Skip(1).Select(line => line.Split("\",\"")[4])];
}
