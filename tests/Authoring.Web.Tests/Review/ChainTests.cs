using System.Text.Json;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Authoring.Web.Tests.Review;

/// <summary>
/// The whole way of a text, over the hub: each signature covers exactly what was read, and an edit ends those of the touched text only.
/// </summary>
public sealed class ChainTests : IAsyncLifetime
{
    private const string Basic = "small/sections/01-basic",
        Training = "small/sections/02-training",
        Card = "small/cases/c01";
    private static readonly string[] Signers = ["school-reviewer", "county-reviewer", "city-reviewer", "approver"];
    private static readonly string[] Stages = ["school", "county", "city", "leader", "final"];

    private RunningWorkspace workspace = null!;
    private readonly Dictionary<string, HubClient> people = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        foreach (var name in Signers.Concat(["author1", "author2", "editor"]))
            people[name] = await workspace.ConnectAsync(name);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in people.Values)
            await client.DisposeAsync();
        await workspace.DisposeAsync();
    }

    private async Task<JsonElement> AboutAsync(string name, string document)
    {
        using var browser = await workspace.BrowseAsync(name);
        return JsonDocument
            .Parse(
                await browser.GetStringAsync(
                    new Uri($"/reports/{document.Replace("small/", "small/live/", StringComparison.Ordinal)}", UriKind.Relative)
                )
            )
            .RootElement.GetProperty("review");
    }

    private async Task<string?> StateAsync(string document) => (await AboutAsync("author2", document)).GetProperty("state").GetString();

    private async Task<string?> ActAsync(string name, string document, string act, string? words = null, string? hash = null)
    {
        try
        {
            hash ??= (await AboutAsync(name, document)).GetProperty("hash").GetString();
            await people[name]
                .CallAsync(
                    "Act",
                    document,
                    act,
                    new
                    {
                        hash,
                        words,
                        minutes = "2025-12-18",
                    }
                );
            return null;
        }
        catch (HubError e)
        {
            return e.Code;
        }
    }

    private async Task FinishAsync(string document)
    {
        Assert.Null(await ActAsync("author1", document, "submit"));
        foreach (var signer in Signers)
            Assert.Null(await ActAsync(signer, document, "approve", "同意"));
    }

    private async Task EditAsync(string name, string document, string typed = "改")
    {
        var opened = await people[name].CallAsync("Open", document);
        var id = Guid.NewGuid().ToString("N");
        await people[name]
            .CallAsync(
                "Push",
                document,
                opened.GetProperty("version").GetInt32(),
                new[]
                {
                    new
                    {
                        id,
                        clientID = id,
                        changes = new object[]
                        {
                            opened.GetProperty("text").GetString()!.Length,
                            new object[] { 0 }
                                .Concat(typed.Split((char)10))
                                .ToArray(),
                        },
                    },
                }
            );
    }

    [Fact]
    public async Task A_text_goes_from_stage_to_stage_to_final_and_takes_no_more_changes_until_it_is_reopened()
    {
        Assert.Equal("draft", await StateAsync(Basic));
        Assert.Equal("not-now", await ActAsync("school-reviewer", Basic, "approve"));
        Assert.Null(await ActAsync("author1", Basic, "submit"));
        Assert.Equal("not-now", await ActAsync("author1", Basic, "submit"));
        for (var i = 0; i < Signers.Length; i++)
        {
            Assert.Equal(Stages[i], await StateAsync(Basic));
            foreach (var other in Signers.Where(other => other != Signers[i]))
                Assert.Equal("not-allowed", await ActAsync(other, Basic, "approve"));
            Assert.Null(await ActAsync(Signers[i], Basic, "approve", "同意"));
        }
        Assert.Equal("final", await StateAsync(Basic));
        foreach (var name in new[] { "author1", "editor" })
            Assert.Equal("locked", (await Assert.ThrowsAsync<HubError>(() => EditAsync(name, Basic))).Code);
        var stages = (await AboutAsync("author1", Basic)).GetProperty("stages").EnumerateArray().ToList();
        Assert.All(stages, stage => Assert.Equal("done", stage.GetProperty("status").GetString()));
        Assert.Equal("2025-12-18", stages[0].GetProperty("minutes").GetString());
        Assert.Equal(JsonValueKind.Null, stages[1].GetProperty("minutes").ValueKind);

        Assert.Equal("not-allowed", await ActAsync("author1", Basic, "reopen", "要改"));
        Assert.Equal("no-reason", await ActAsync("editor", Basic, "reopen"));
        Assert.Null(await ActAsync("editor", Basic, "reopen", "数据更正"));
        Assert.Equal("reopened", await StateAsync(Basic));
        await EditAsync("author1", Basic);
        await using var db = await workspace
            .Services.GetRequiredService<IDbContextFactory<AuthoringDb>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        var acts = await db.ReviewActs.OrderBy(a => a.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [ReviewVerb.Submit, ReviewVerb.Approve, ReviewVerb.Approve, ReviewVerb.Approve, ReviewVerb.Approve, ReviewVerb.Reopen],
            acts.Select(a => a.Verb)
        );
        Assert.All(acts, act => Assert.Equal("127.0.0.1", act.From?.Replace("::ffff:", "", StringComparison.Ordinal)));
        Assert.Single(acts.Select(act => act.Hash).Distinct());
    }

    [Fact]
    public async Task An_edit_ends_the_signatures_of_the_touched_text_and_of_no_other()
    {
        foreach (var document in new[] { Basic, Training })
        {
            Assert.Null(await ActAsync("author1", document, "submit"));
            Assert.Null(await ActAsync("school-reviewer", document, "approve"));
        }
        await EditAsync("author2", Basic, "\n\n另起一段。");
        await UntilAsync(Basic, "edited");
        Assert.Equal("county", await StateAsync(Training));
        Assert.Equal("edited", (await AboutAsync("author1", Basic)).GetProperty("sentBack").GetProperty("verb").GetString());

        // A card is part of the section in which it stands.
        await EditAsync("author2", Card);
        await UntilAsync(Training, "edited");
        Assert.Equal("draft", await StateAsync(Card));
    }

    [Fact]
    public async Task An_ended_signature_looks_the_same_before_it_is_written_down_and_its_writer_may_submit_at_once()
    {
        foreach (var watch in workspace.Services.GetServices<IHostedService>().OfType<ReviewWatch>())
            await watch.StopAsync(default); // nobody writes it down
        Assert.Null(await ActAsync("author1", Basic, "submit"));
        Assert.Null(await ActAsync("school-reviewer", Basic, "approve"));
        var signed = await AboutAsync("county-reviewer", Basic);
        await EditAsync("author2", Basic);
        await UntilAsync(Basic, "edited");
        var ended = await AboutAsync("county-reviewer", Basic);
        Assert.Equal("edited", ended.GetProperty("sentBack").GetProperty("verb").GetString());
        Assert.Equal("撰稿人乙", ended.GetProperty("sentBack").GetProperty("by").GetString());
        Assert.Empty(ended.GetProperty("acts").EnumerateArray());
        Assert.Equal(1, ended.GetProperty("round").GetInt32());
        Assert.True(ended.GetProperty("version").GetInt32() > signed.GetProperty("version").GetInt32());
        Assert.Equal("county", await RecordedStageAsync()); // for this test to say anything

        Assert.Null(await ActAsync("author1", Basic, "submit"));
        Assert.Equal("school", await StateAsync(Basic));
        Assert.Equal(2, (await AboutAsync("county-reviewer", Basic)).GetProperty("round").GetInt32());
        await using var db = await workspace
            .Services.GetRequiredService<IDbContextFactory<AuthoringDb>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [ReviewVerb.Submit, ReviewVerb.Approve, ReviewVerb.Edited, ReviewVerb.Submit],
            await db.ReviewActs.OrderBy(a => a.Id).Select(a => a.Verb).ToListAsync(TestContext.Current.CancellationToken)
        );

        async Task<string?> RecordedStageAsync()
        {
            await using var now = await workspace
                .Services.GetRequiredService<IDbContextFactory<AuthoringDb>>()
                .CreateDbContextAsync(TestContext.Current.CancellationToken);
            var row = await now.TextReviews.SingleAsync(TestContext.Current.CancellationToken);
            return await now
                .ChainStages.Where(stage => stage.Id == row.StageId)
                .Select(stage => stage.Key)
                .SingleOrDefaultAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_signature_on_another_text_than_the_one_that_was_read_is_refused()
    {
        Assert.Null(await ActAsync("author1", Basic, "submit"));
        var read = (await AboutAsync("school-reviewer", Basic)).GetProperty("hash").GetString();
        await EditAsync("author2", Basic);
        Assert.Contains(await ActAsync("school-reviewer", Basic, "approve", hash: read), new[] { "changed", "not-now" });
        await UntilAsync(Basic, "edited");
        Assert.Null(await ActAsync("author1", Basic, "submit"));
        Assert.Equal("changed", await ActAsync("school-reviewer", Basic, "approve", hash: read));
        Assert.Null(await ActAsync("school-reviewer", Basic, "approve"));
    }

    [Fact]
    public async Task What_is_pending_or_broken_or_not_final_itself_blocks_a_signature()
    {
        await FinishAsync(Basic);
        Assert.Null(await ActAsync("author1", Training, "submit"));
        foreach (var signer in Signers[..3])
            Assert.Null(await ActAsync(signer, Training, "approve"));
        Assert.Equal("blocked", await ActAsync("approver", Training, "approve"));
        var blocks = (await AboutAsync("approver", Training)).GetProperty("blocks")[0];
        Assert.Equal("工匠进校园", blocks.GetProperty("titles")[0].GetString());
        await FinishAsync(Card);
        Assert.Null(await ActAsync("approver", Training, "approve"));
        Assert.Equal("final", await StateAsync(Training));

        Assert.Null(await ActAsync("editor", Basic, "reopen", "再改"));
        await EditAsync("author1", Basic, "\n\n见 @fig:gone。\n");
        Assert.Equal("blocked", await ActAsync("author1", Basic, "submit"));
    }

    [Fact]
    public async Task A_signer_may_suggest_while_a_text_lies_with_him_and_not_before_or_after()
    {
        var suggestion = new
        {
            id = "s",
            clientID = "s",
            changes = new object[] { new object[] { 0, "议" }, SmallReport.First.Length },
            suggests = true,
        };
        Assert.Equal(
            "not-allowed",
            (await Assert.ThrowsAsync<HubError>(() => people["school-reviewer"].CallAsync("Push", Basic, 0, new[] { suggestion }))).Code
        );
        Assert.Null(await ActAsync("author1", Basic, "submit"));
        await people["school-reviewer"].CallAsync("Push", Basic, 0, new[] { suggestion });
        Assert.Equal("school", await StateAsync(Basic)); // a suggestion changes nothing that was signed
        // His page shows it first: who acts on what he saw before is told that it has changed.
        await Office.UntilAsync(
            async () => (await AboutAsync("school-reviewer", Basic)).GetProperty("blocks").GetArrayLength() > 0,
            "his page shows it"
        );
        Assert.Equal("blocked", await ActAsync("school-reviewer", Basic, "approve"));
        Assert.Null(await ActAsync("school-reviewer", Basic, "return", "请看修订"));
        Assert.Equal("returned", await StateAsync(Basic));
        Assert.Equal("请看修订", (await AboutAsync("author1", Basic)).GetProperty("sentBack").GetProperty("words").GetString());
    }

    [Fact]
    public async Task Nobody_signs_his_own_text_and_who_may_stand_in_says_why_and_stays_visible()
    {
        await using (
            var db = await workspace
                .Services.GetRequiredService<IDbContextFactory<AuthoringDb>>()
                .CreateDbContextAsync(TestContext.Current.CancellationToken)
        )
        {
            var (author, approver) = (
                await db.Users.SingleAsync(p => p.UserName == "author2", TestContext.Current.CancellationToken),
                await db.Users.SingleAsync(p => p.UserName == "approver", TestContext.Current.CancellationToken)
            );
            db.StageSigners.Add(
                new StageSigner
                {
                    StageId = (await db.ChainStages.SingleAsync(s => s.Key == "school", TestContext.Current.CancellationToken)).Id,
                    PersonId = author.Id,
                }
            );
            (await db.StageSigners.SingleAsync(s => s.PersonId == approver.Id, TestContext.Current.CancellationToken)).MayOverride = true;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        await EditAsync("author2", Basic);
        Assert.Null(await ActAsync("author1", Basic, "submit"));
        Assert.Equal("not-allowed", await ActAsync("author2", Basic, "approve"));
        Assert.Equal("no-reason", await ActAsync("approver", Basic, "approve"));
        Assert.Null(await ActAsync("approver", Basic, "approve", "审核人出差"));
        Assert.True((await AboutAsync("author1", Basic)).GetProperty("stages")[0].GetProperty("isOverride").GetBoolean());
        Assert.Equal("county", await StateAsync(Basic));
    }

    /// <summary>Signatures are ended after the text was compiled: wait for it.</summary>
    private async Task UntilAsync(string document, string state)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await StateAsync(document) != state)
            patience.Token.ThrowIfCancellationRequested();
    }
}
