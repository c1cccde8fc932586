using System.Text.Json;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Notices;
using Authoring.Web.Reports.Outline;
using Authoring.Web.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>
/// Signatures cover what is printed, wherever its words come from; they end when it becomes something else, and count again when it is what
/// was signed.
/// </summary>
public sealed class PrintedSignatureTests : IAsyncLifetime
{
    private static readonly string[] Signers = ["school-reviewer", "county-reviewer", "city-reviewer", "approver"];

    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<JsonElement> ReviewAsync(string name, string document) =>
        (await office.LookAsync(name, document)).GetProperty("review");

    private async Task<string?> StateAsync(string document) => (await ReviewAsync("editor", document)).GetProperty("state").GetString();

    private async Task SignedAsync(string document, int signatures)
    {
        await office.ActAsync("author1", document, "submit");
        foreach (var signer in Signers[..signatures])
            await office.ActAsync(signer, document, "approve");
    }

    private Task ActAsync(string name, string document, ReviewVerb verb, ReviewWords words) => ActAsync(null, name, document, verb, words);

    private async Task ActAsync(ReviewRefusal? expected, string name, string document, ReviewVerb verb, ReviewWords words)
    {
        var (sessions, service) = (
            office.Workspace.Services.GetRequiredService<Sessions>(),
            office.Workspace.Services.GetRequiredService<ReviewService>()
        );
        Assert.True(DocumentName.TryParse(document, out var parsed));
        Assert.Equal(
            expected,
            (await service.ActAsync(await office.PersonAsync(name), (await sessions.FindAsync(parsed))!, verb, words)).Refusal
        );
    }

    private async Task<string> RefusedAsync(string name, string document, string act, string? words = null) =>
        (await Assert.ThrowsAsync<HubError>(() => office.ActAsync(name, document, act, words))).Code!;

    private async Task<List<ReviewVerb>> VerbsAsync(string document)
    {
        var id = await office.DocumentAsync(document);
        await using var db = await office.DatabaseAsync();
        return await db.ReviewActs.Where(a => a.DocumentId == id).OrderBy(a => a.Id).Select(a => a.Verb).ToListAsync();
    }

    private async Task SetAsync(string old, string changed)
    {
        var (service, report, editor) = (
            office.Workspace.Services.GetRequiredService<OutlineService>(),
            await office.ReportAsync(),
            await office.PersonAsync("editor")
        );
        var yaml = report.Shape.Yaml;
        Assert.Contains(old, yaml, StringComparison.Ordinal);
        Assert.Equal(
            OutlineResult.Done,
            await service.SaveSettingsAsync(
                editor,
                report,
                yaml,
                DefinitionDraft.Read(yaml.Replace(old, changed, StringComparison.Ordinal)),
                null
            )
        );
    }

    [Fact]
    public async Task A_suggestion_in_a_card_blocks_its_section_by_name_and_what_becomes_of_it_decides_on_the_signatures()
    {
        await office.TypeAsync("editor", Office.Card, "建议", suggests: true);
        await Office.UntilAsync(
            async () => (await ReviewAsync("author1", Office.Training)).GetProperty("blocks").GetArrayLength() == 1,
            "the suggestion is compiled"
        );
        var block = (await ReviewAsync("author1", Office.Training)).GetProperty("blocks")[0];
        Assert.Equal(
            ("suggestions-elsewhere", 1, "工匠进校园"),
            (block.GetProperty("kind").GetString(), block.GetProperty("count").GetInt32(), block.GetProperty("titles")[0].GetString())
        );
        Assert.Equal("blocked", await RefusedAsync("author1", Office.Training, "submit"));
        Assert.Equal("suggestions", (await ReviewAsync("author1", Office.Card)).GetProperty("blocks")[0].GetProperty("kind").GetString());
        await office.DecideAsync("author1", Office.Card, accepts: false);

        await SignedAsync(Office.Training, 1);
        foreach (var accepts in new[] { false, true })
        {
            await office.TypeAsync("editor", Office.Card, "又建议", suggests: true);
            await Office.UntilAsync(
                async () => (await ReviewAsync("county-reviewer", Office.Training)).GetProperty("blocks").GetArrayLength() == 1,
                "the suggestion is compiled"
            );
            Assert.Equal("county", await StateAsync(Office.Training)); // nothing was changed yet, and nobody can sign
            Assert.Equal("blocked", await RefusedAsync("county-reviewer", Office.Training, "approve"));
            await office.DecideAsync("author1", Office.Card, accepts);
            await office.UntilStateAsync(Office.Training, accepts ? "edited" : "county");
        }
    }

    [Fact]
    public async Task A_section_is_final_only_while_its_cards_are_and_is_final_again_when_they_are()
    {
        await SignedAsync(Office.Card, 4);
        await SignedAsync(Office.Training, 4);
        Assert.Equal("final", await StateAsync(Office.Training));
        await office.ActAsync("editor", Office.Card, "reopen", "数据更正");
        var waiting = await ReviewAsync("author1", Office.Training);
        Assert.Equal("waiting", waiting.GetProperty("state").GetString());
        Assert.All(waiting.GetProperty("stages").EnumerateArray(), stage => Assert.Equal("done", stage.GetProperty("status").GetString()));
        Assert.Equal(4, waiting.GetProperty("protection").GetProperty("signatures").GetArrayLength());
        await office.UntilRecordedAsync(Office.Training, ReviewVerb.CardsOpened);
        await using (var db = await office.DatabaseAsync())
        {
            var act = await db.ReviewActs.OrderByDescending(a => a.Id).FirstAsync(TestContext.Current.CancellationToken);
            Assert.Equal((ReviewVerb.CardsOpened, await office.IdAsync("editor")), (act.Verb, act.PersonId));
        }

        // What is suggested in the card decides nothing yet.
        await office.TypeAsync("editor", Office.Card, "建议", suggests: true);
        await office.UntilStateAsync(Office.Training, "waiting");
        await office.DecideAsync("author1", Office.Card, accepts: false);
        await SignedAsync(Office.Card, 4);
        await office.UntilStateAsync(Office.Training, "final");
        await office.UntilRecordedAsync(Office.Training, ReviewVerb.CardsFinal);
        Assert.Equal([ReviewVerb.CardsOpened, ReviewVerb.CardsFinal], (await VerbsAsync(Office.Training))[^2..]);

        await office.ActAsync("editor", Office.Card, "reopen", "再更正");
        await office.TypeAsync("author1", Office.Card, "卡片里的新话。");
        await office.UntilStateAsync(Office.Training, "edited");
        Assert.Equal("撰稿人甲", (await ReviewAsync("author1", Office.Training)).GetProperty("sentBack").GetProperty("by").GetString());
    }

    [Fact]
    public async Task A_title_that_a_reference_prints_is_signed_where_it_is_printed()
    {
        await office.TypeAsync("author1", Office.Basic, "\n\n## 说明 {#sec:note .unnumbered}\n");
        await office.TypeAsync("author1", Office.Training, "\n\n另见 @sec:note。\n");
        await SignedAsync(Office.Card, 4);
        await SignedAsync(Office.Training, 4);
        await RetitleAsync("说明", "另一说明");
        await office.UntilStateAsync(Office.Training, "edited");
        Assert.Equal("撰稿人乙", (await ReviewAsync("author1", Office.Training)).GetProperty("sentBack").GetProperty("by").GetString());
        await RetitleAsync("另一说明", "说明");
        await office.UntilStateAsync(Office.Training, "final");

        async Task RetitleAsync(string old, string title)
        {
            var hub = await office.HubAsync("author2");
            var opened = await hub.CallAsync("Open", Office.Basic);
            var text = opened.GetProperty("text").GetString()!;
            var (at, id) = (text.IndexOf(old, StringComparison.Ordinal), Guid.NewGuid().ToString("N"));
            await hub.CallAsync(
                "Push",
                Office.Basic,
                opened.GetProperty("version").GetInt32(),
                new[]
                {
                    new
                    {
                        id,
                        clientID = id,
                        changes = new object[] { at, new object[] { old.Length, title }, text.Length - at - old.Length },
                    },
                }
            );
        }
    }

    [Fact]
    public async Task Words_from_the_settings_are_signed_and_who_changed_them_is_said()
    {
        await SignedAsync(Office.Basic, 2);
        await SetAsync("label: 表", "label: 表格"); // none is printed here
        Assert.Equal("city", await StateAsync(Office.Basic));
        await SetAsync("label: 图", "label: 图片");
        await office.UntilStateAsync(Office.Basic, "edited");
        // What a page is told at once is written down a moment later.
        await office.UntilRecordedAsync(Office.Basic, ReviewVerb.Edited);
        await using (var db = await office.DatabaseAsync())
            Assert.Equal(
                await office.IdAsync("editor"),
                (await db.ReviewActs.OrderByDescending(a => a.Id).FirstAsync(TestContext.Current.CancellationToken)).PersonId
            );
        await SetAsync("label: 图片", "label: 图");
        await office.UntilStateAsync(Office.Basic, "city");
    }

    [Fact]
    public async Task Undone_everything_is_as_it_was_and_that_is_on_record_and_told_quietly()
    {
        await SignedAsync(Office.Basic, 4);
        await office.ActAsync("approver", Office.Basic, "take-back");
        await office.TypeAsync("author2", Office.Basic, "手误");
        await office.UntilStateAsync(Office.Basic, "edited");
        var ended = await ReviewAsync("author1", Office.Basic);
        Assert.Equal(
            ("edited", "撰稿人乙", 3),
            (
                ended.GetProperty("sentBack").GetProperty("verb").GetString(),
                ended.GetProperty("sentBack").GetProperty("by").GetString(),
                ended.GetProperty("sentBack").GetProperty("voided").GetInt32()
            )
        );
        Assert.Contains(NoticeKind.Edited, await ToldAsync("school-reviewer", unread: true));
        await office.EraseAsync("author2", Office.Basic, 2);
        await office.UntilStateAsync(Office.Basic, "leader");
        await office.UntilRecordedAsync(Office.Basic, ReviewVerb.Restored);
        Assert.Equal([ReviewVerb.Edited, ReviewVerb.Restored], (await VerbsAsync(Office.Basic))[^2..]);
        Assert.Equal(3, (await ReviewAsync("author1", Office.Basic)).GetProperty("protection").GetProperty("signatures").GetArrayLength());
        await Office.UntilAsync(
            async () => (await ToldAsync("school-reviewer", unread: false)).Contains(NoticeKind.Restored),
            "he is told"
        );
        Assert.DoesNotContain(NoticeKind.Edited, await ToldAsync("school-reviewer", unread: false));
        Assert.DoesNotContain(NoticeKind.Restored, await ToldAsync("school-reviewer", unread: true));
        await office.ActAsync("approver", Office.Basic, "approve");
        Assert.Equal("final", await StateAsync(Office.Basic));
    }

    private async Task<List<NoticeKind>> ToldAsync(string name, bool unread)
    {
        var id = await office.IdAsync(name);
        await using var db = await office.DatabaseAsync();
        return await db.Notices.Where(n => n.PersonId == id && (!unread || n.ReadAt == null)).Select(n => n.Kind).ToListAsync();
    }

    [Theory]
    [InlineData("return")]
    [InlineData("submit")]
    public async Task What_somebody_has_done_meanwhile_is_not_undone(string act)
    {
        await SignedAsync(Office.Basic, 2);
        if (act == "return")
            await office.ActAsync("city-reviewer", Office.Basic, "return", "请补充");
        await office.TypeAsync("author2", Office.Basic, "改");
        if (act == "submit")
        {
            await office.UntilStateAsync(Office.Basic, "edited");
            await office.ActAsync("author1", Office.Basic, "submit");
        }
        await Office.UntilAsync(
            async () => (await ReviewAsync("editor", Office.Basic)).GetProperty("version").GetInt32() == 1,
            "it is compiled"
        );
        await office.EraseAsync("author2", Office.Basic, 1);
        await Office.UntilAsync(
            async () => (await ReviewAsync("editor", Office.Basic)).GetProperty("version").GetInt32() == 2,
            "it is compiled"
        );
        if (act == "submit")
            await office.UntilStateAsync(Office.Basic, "edited");
        Assert.Equal(act == "return" ? "returned" : "edited", await StateAsync(Office.Basic));
        Assert.DoesNotContain(ReviewVerb.Restored, await VerbsAsync(Office.Basic));
    }

    [Fact]
    public async Task A_state_says_who_did_what()
    {
        await office.ActAsync("author1", Office.Basic, "submit");
        await office.ActAsync("author1", Office.Basic, "take-back");
        Assert.Equal("taken-back", await StateAsync(Office.Basic));
        await office.ActAsync("author1", Office.Basic, "submit");
        await office.ActAsync("school-reviewer", Office.Basic, "return", "请补充");
        Assert.Equal("returned", await StateAsync(Office.Basic));
        await SignedAsync(Office.Basic, 4);
        await office.ActAsync("editor", Office.Basic, "reopen", "数据更正");
        Assert.Equal("reopened", await StateAsync(Office.Basic));
        var standing = (
            await office.Workspace.Services.GetRequiredService<TextReviewStates>().ListForAsync((await office.ReportAsync()).Id)
        )["sections/01-basic.md"];
        Assert.Equal(("reopened", "数据更正"), (standing.State, standing.Reason));
        Assert.NotNull(standing.By);
    }

    [Fact]
    public async Task A_stage_that_asks_for_minutes_takes_no_signature_without_them()
    {
        await office.ActAsync("author1", Office.Basic, "submit");
        var hash = (await ReviewAsync("school-reviewer", Office.Basic)).GetProperty("hash").GetString();
        await ActAsync(ReviewRefusal.NoMinutes, "school-reviewer", Office.Basic, ReviewVerb.Approve, new ReviewWords(hash));
        var error = await Assert.ThrowsAsync<HubError>(async () =>
            await (await office.HubAsync("school-reviewer")).CallAsync("Act", Office.Basic, "approve", new { hash })
        );
        Assert.Equal("no-minutes", error.Code);
        await ActAsync("school-reviewer", Office.Basic, ReviewVerb.Approve, new ReviewWords(hash, Minutes: new DateOnly(2025, 12, 18)));
        await ActAsync("county-reviewer", Office.Basic, ReviewVerb.Approve, new ReviewWords(hash)); // that stage asks for none
    }

    [Fact]
    public async Task Who_signs_no_more_takes_nothing_back_and_reopens_nothing()
    {
        await SignedAsync(Office.Basic, 4);
        var approver = await office.IdAsync("approver");
        await office.ChangeAsync(async db =>
        {
            var stage = await db.ChainStages.SingleAsync(s => s.Key == "leader");
            db.StageSigners.Add(new StageSigner { StageId = stage.Id, PersonId = await office.IdAsync("city-reviewer") });
            await db.StageSigners.Where(s => s.PersonId == approver).ExecuteDeleteAsync();
        });
        foreach (var act in new[] { "take-back", "reopen" })
            Assert.Equal("not-allowed", await RefusedAsync("approver", Office.Basic, act, "后悔了"));
        Assert.Empty((await ReviewAsync("approver", Office.Basic)).GetProperty("acts").EnumerateArray());
        await office.ChangeAsync(db => db.ReportMembers.Where(m => m.PersonId == approver).ExecuteDeleteAsync());
        await ActAsync(ReviewRefusal.NotAllowed, "approver", Office.Basic, ReviewVerb.Reopen, new ReviewWords(null, "后悔了"));
        Assert.Equal("final", await StateAsync(Office.Basic));
    }

    [Fact]
    public async Task Who_submits_with_open_comments_has_been_told()
    {
        await office.CommentAsync("city-reviewer", Office.Training, "请核实");
        await office.CommentAsync("city-reviewer", Office.Card, "请核实");
        Assert.Equal(2, (await ReviewAsync("author1", Office.Training)).GetProperty("openComments").GetInt32());
        Assert.Equal(1, (await ReviewAsync("author1", Office.Card)).GetProperty("openComments").GetInt32());
        Assert.Equal("open-comments", await RefusedAsync("author1", Office.Training, "submit"));
        Assert.Equal("draft", await StateAsync(Office.Training));
        await (await office.HubAsync("author1")).CallAsync("Act", Office.Training, "submit", new { despiteComments = true });
        Assert.Equal("school", await StateAsync(Office.Training));
        Assert.Equal(
            "bad-message",
            (
                await Assert.ThrowsAsync<HubError>(async () =>
                    await (await office.HubAsync("author1")).CallAsync("Act", Office.Card, "submit", new { despiteComments = "yes" })
                )
            ).Code
        );
    }
}
