using System.Text.Json;
using Authoring.Web.Documents;
using Authoring.Web.Notices;
using Authoring.Web.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>
/// An approval covers exactly what was read, also where several are given at once: each text is bound to its own hash and judged with its
/// own rights, and one that cannot be signed keeps no other from it.
/// </summary>
public sealed class SeveralAtOnceTests : IAsyncLifetime
{
    private static readonly string[] All = [Office.Basic, Office.Training, Office.Card];
    private static readonly string[] Signers = ["school-reviewer", "county-reviewer", "city-reviewer", "approver"];

    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<string> HashAsync(string name, string document) =>
        (await office.LookAsync(name, document)).GetProperty("review").GetProperty("hash").GetString()!;

    private async Task<List<TextToAct>> SeenAsync(string name, params string[] documents)
    {
        var seen = new List<TextToAct>();
        foreach (var document in documents)
            seen.Add(new TextToAct(NameOf(document), await HashAsync(name, document)));
        return seen;
    }

    private static DocumentName NameOf(string document) => DocumentName.TryParse(document, out var name) ? name : default;

    /// <summary>What became of each, by its key: nothing where it is done.</summary>
    private async Task<Dictionary<string, string?>> ActAsync(string name, string act, IReadOnlyList<TextToAct> texts, object? words = null)
    {
        var answer = await (await office.HubAsync(name)).CallAsync(
            "ActOnAll",
            "small",
            act,
            texts.Select(text => new { document = text.Name.ToString(), hash = text.Hash }).ToArray(),
            words ?? new { minutes = "2025-12-18" }
        );
        return answer
            .EnumerateArray()
            .ToDictionary(
                one => one.GetProperty("document").GetString()!,
                one => one.GetProperty("refusal").GetString(),
                StringComparer.Ordinal
            );
    }

    private async Task AllDoneAsync(string name, string act, params string[] documents) =>
        Assert.All(
            await ActAsync(name, act, await SeenAsync(name, documents), act == "return" ? new { words = "请补充" } : null),
            one => Assert.Null(one.Value)
        );

    private async Task<string?> StateAsync(string document) =>
        (await office.LookAsync("editor", document)).GetProperty("review").GetProperty("state").GetString();

    [Fact]
    public async Task The_whole_chain_in_five_acts_a_chapter_with_its_card_among_them()
    {
        await AllDoneAsync("author1", "submit", All);
        // Named in any order: the card is signed before the section that is final only with it.
        foreach (var signer in Signers)
            await AllDoneAsync(signer, "approve", Office.Training, Office.Card, Office.Basic);
        foreach (var document in All)
            Assert.Equal("final", await StateAsync(document));
        await using var db = await office.DatabaseAsync();
        var acts = await db.ReviewActs.ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3 * 5, acts.Count);
        Assert.All(acts, act => Assert.Equal(64, act.Hash.Length));
        Assert.Equal(3, acts.Select(act => act.Hash).Distinct().Count());
        Assert.Equal(new DateOnly(2025, 12, 18), acts.First(act => act is { Verb: ReviewVerb.Approve, StageId: 1 }).Minutes);
    }

    [Fact]
    public async Task What_has_changed_meanwhile_is_not_signed_and_is_said_and_the_others_are()
    {
        await AllDoneAsync("author1", "submit", All);
        var seen = await SeenAsync(Signers[0], All);
        await office.TypeAsync("author2", Office.Basic, "\n后来加的一句。\n");
        var acted = await ActAsync(Signers[0], "approve", seen);
        Assert.Equal("changed", acted[Office.Basic]);
        Assert.Null(acted[Office.Training]);
        Assert.Null(acted[Office.Card]);
        Assert.Equal("edited", await StateAsync(Office.Basic));
        Assert.Equal("county", await StateAsync(Office.Training));
        await using var db = await office.DatabaseAsync();
        var id = await office.DocumentAsync(Office.Basic);
        Assert.False(await db.ReviewActs.AnyAsync(a => a.DocumentId == id && a.Verb == ReviewVerb.Approve, Cancelled));
    }

    [Fact]
    public async Task A_change_of_a_card_keeps_its_section_from_being_signed_and_nobody_signs_with_another_texts_hash()
    {
        await AllDoneAsync("author1", "submit", All);
        var seen = await SeenAsync(Signers[0], All);
        await office.TypeAsync("author2", Office.Card, "卡片里的新话。");
        var swapped = seen.ConvertAll(text =>
            text.Name.Key == "01-basic" ? text with { Hash = seen.Single(other => other.Name.Key == "c01").Hash } : text
        );
        Assert.All(await ActAsync(Signers[0], "approve", swapped), one => Assert.Equal("changed", one.Value));
    }

    [Fact]
    public async Task Submitting_is_bound_likewise_and_a_text_without_a_hash_stays_as_it_is()
    {
        var seen = await SeenAsync("author1", All);
        await office.TypeAsync("author2", Office.Basic, "\n后来加的一句。\n");
        seen = seen.ConvertAll(text => text.Name.Key == "c01" ? text with { Hash = null } : text);
        var acted = await ActAsync("author1", "submit", seen);
        Assert.Equal(("changed", null, "changed"), (acted[Office.Basic], acted[Office.Training], acted[Office.Card]));
        Assert.Equal("draft", await StateAsync(Office.Basic));
        Assert.Equal("school", await StateAsync(Office.Training));
    }

    [Fact]
    public async Task Each_text_is_judged_with_its_own_rights_and_a_refused_one_keeps_no_other_back()
    {
        await office.GiveAsync(Office.Basic, "author2");
        var acted = await ActAsync("author1", "submit", await SeenAsync("author1", All));
        Assert.Equal(("not-allowed", null, null), (acted[Office.Basic], acted[Office.Training], acted[Office.Card]));
        await AllDoneAsync("author2", "submit", Office.Basic);

        // Not his stage; not his report; no such text.
        Assert.All(
            await ActAsync("county-reviewer", "approve", await SeenAsync("county-reviewer", All)),
            one => Assert.Equal("not-allowed", one.Value)
        );
        Assert.Equal(
            "not-allowed",
            (
                await ActAsync(
                    Signers[0],
                    "approve",
                    [new TextToAct(new DocumentName("small", DocumentKind.Section, "99"), new string('0', 64))]
                )
            )
                .Single()
                .Value
        );
        var elsewhere = new TextToAct(new DocumentName("other", DocumentKind.Section, "01-basic"), new string('0', 64));
        Assert.Equal("not-allowed", (await ActAsync(Signers[0], "approve", [elsewhere])).Single().Value);
    }

    [Fact]
    public async Task Nobody_signs_his_own_text_among_others_and_minutes_and_reasons_are_asked_as_of_one()
    {
        await office.ChangeAsync(async db =>
        {
            db.TextAuthors.Add(
                new TextAuthor { DocumentId = await office.DocumentAsync(Office.Basic), PersonId = await office.IdAsync(Signers[0]) }
            );
        });
        await AllDoneAsync("author1", "submit", All);
        var seen = await SeenAsync(Signers[0], All);
        var without = await ActAsync(Signers[0], "approve", seen, new { });
        Assert.Equal(("not-allowed", "no-minutes", "no-minutes"), (without[Office.Basic], without[Office.Training], without[Office.Card]));
        var acted = await ActAsync(Signers[0], "approve", seen);
        Assert.Equal(("not-allowed", null, null), (acted[Office.Basic], acted[Office.Training], acted[Office.Card]));
        Assert.All(
            await ActAsync("county-reviewer", "return", await SeenAsync("county-reviewer", Office.Training, Office.Card)),
            one => Assert.Equal("no-reason", one.Value)
        );
        Assert.All(
            await ActAsync(
                "county-reviewer",
                "return",
                await SeenAsync("county-reviewer", Office.Training, Office.Card),
                new { words = "数据来源请补充" }
            ),
            one => Assert.Null(one.Value)
        );
        Assert.Equal("returned", await StateAsync(Office.Card));
    }

    [Fact]
    public async Task Who_is_told_of_several_at_once_has_one_notice_that_lists_them_in_their_order()
    {
        var book = office.Workspace.Services.GetRequiredService<NoticeQueries>();
        await AllDoneAsync("author1", "submit", All);
        var notice = Assert.Single(await book.ListForAsync(await office.IdAsync(Signers[0]), 50));
        Assert.Equal((NoticeKind.ToSign, 3), (notice.Kind, notice.Count));
        Assert.Equal("《1. 基本情况》《2. 人才培养》《案例 2-1 工匠进校园》", notice.Words);
        Assert.Equal("/reports/small/review", await book.OpenAsync(await office.IdAsync(Signers[0]), notice.Id));
        await AllDoneAsync(Signers[0], "return", Office.Basic, Office.Card);
        var back = Assert.Single(await book.ListForAsync(await office.IdAsync("author1"), 50));
        Assert.Equal((NoticeKind.Returned, 2, "请补充\n《1. 基本情况》《案例 2-1 工匠进校园》"), (back.Kind, back.Count, back.Words));
    }

    [Fact]
    public async Task Open_comments_are_told_of_before_several_are_submitted()
    {
        await office.CommentAsync("city-reviewer", Office.Basic, "请核实");
        var acted = await ActAsync("author1", "submit", await SeenAsync("author1", All));
        Assert.Equal(("open-comments", null, null), (acted[Office.Basic], acted[Office.Training], acted[Office.Card]));
        acted = await ActAsync("author1", "submit", await SeenAsync("author1", Office.Basic), new { despiteComments = true });
        Assert.Null(acted[Office.Basic]);
    }

    [Fact]
    public async Task Suggestions_in_one_block_it_alone_and_two_at_once_sign_each_text_once()
    {
        await AllDoneAsync("author1", "submit", All);
        await office.TypeAsync("editor", Office.Basic, "\n（建议）\n", suggests: true);
        await office.UntilStateAsync(Office.Basic, "school");
        var seen = await SeenAsync(Signers[0], All);
        var both = await Task.WhenAll(ServiceAsync(seen), ServiceAsync(seen));
        Assert.All(both, acted => Assert.Equal(ReviewRefusal.Blocked, acted.Single(one => one.Name.Key == "01-basic").Result.Refusal));
        await using var db = await office.DatabaseAsync();
        Assert.Equal(2, await db.ReviewActs.CountAsync(a => a.Verb == ReviewVerb.Approve, Cancelled));
    }

    private async Task<IReadOnlyList<ActedText>> ServiceAsync(IReadOnlyList<TextToAct> texts) =>
        await office
            .Workspace.Services.GetRequiredService<ReviewService>()
            .ActOnAllAsync(
                await office.PersonAsync(Signers[0]),
                await office.ReportAsync(),
                ReviewVerb.Approve,
                texts,
                new ReviewWords(Minutes: new DateOnly(2025, 12, 18))
            );

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_that_are_off_are_refused_whole()
    {
        var hub = await office.HubAsync("author1");
        foreach (var texts in new object?[] { null, "x", new[] { "x" }, new[] { new { document = "small" } } })
            Assert.Equal(
                "bad-message",
                (await Assert.ThrowsAsync<HubError>(() => hub.CallAsync("ActOnAll", "small", "submit", texts, null))).Code
            );
        Assert.Equal(
            "bad-message",
            (await Assert.ThrowsAsync<HubError>(() => hub.CallAsync("ActOnAll", "small", "edited", Array.Empty<object>(), null))).Code
        );
    }
}
