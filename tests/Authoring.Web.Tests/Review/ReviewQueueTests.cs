using System.Text.RegularExpressions;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>Who finds which text where in his queue, what he may do about it, and what is marked as changed since he knew it.</summary>
public sealed partial class ReviewQueueTests : IAsyncLifetime
{
    private const string Signer = "school-reviewer";
    private Office office = null!;

    private ReviewService Service => office.Workspace.Services.GetRequiredService<ReviewService>();

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<IReadOnlyList<QueuedText>> QueueAsync(string name)
    {
        var report = await office.ReportAsync();
        return await Service.QueueAsync(await office.PersonAsync(name), report, await report.CompileNowAsync());
    }

    private async Task<QueuedText> OneAsync(string name, string document) =>
        (await QueueAsync(name)).Single(text => text.Name.ToString() == document);

    private async Task<ReadingView> ReadAsync(string name, string document)
    {
        var (report, text) = (await office.ReportAsync(), await OneAsync(name, document));
        return (
            await office
                .Workspace.Services.GetRequiredService<ReviewReading>()
                .ReadAsync(report, await report.CompileNowAsync(), text.Path, text.Mine.Known)
        )!;
    }

    private async Task MarkReadAsync(string name, string document)
    {
        var text = await OneAsync(name, document);
        await Service.MarkReadAsync(await office.PersonAsync(name), await office.ReportAsync(), text.Name, text.Hash, text.Version);
    }

    [Fact]
    public async Task Each_finds_the_texts_where_they_wait_for_him()
    {
        Assert.All(await QueueAsync("author1"), text => Assert.Equal(QueueGroup.ToSubmit, text.Group));
        Assert.All(await QueueAsync(Signer), text => Assert.Equal(QueueGroup.Drafts, text.Group));
        await office.ActAsync("author1", Office.Training, "submit");
        await office.ActAsync("author1", Office.Card, "submit");
        Assert.Equal(
            [(Office.Basic, QueueGroup.Drafts, false), (Office.Training, QueueGroup.ToSign, true), (Office.Card, QueueGroup.ToSign, true)],
            (await QueueAsync(Signer)).Select(text => (text.Name.ToString(), text.Group, text.Mine.MaySign))
        );
        // A card stands with its chapter.
        Assert.Equal("sections/02-training.md", (await OneAsync(Signer, Office.Card)).Chapter);
        Assert.Equal(QueueGroup.InReview, (await OneAsync("author1", Office.Card)).Group);
        Assert.Equal(ReviewRefusal.NotAllowed, (await OneAsync("county-reviewer", Office.Card)).Mine.WhyNot);
        Assert.Empty((await OneAsync("county-reviewer", Office.Card)).Mine.Acts);

        await office.ActAsync(Signer, Office.Card, "approve");
        await office.ActAsync(Signer, Office.Training, "return", "请补充数据");
        var (card, section) = (await OneAsync(Signer, Office.Card), await OneAsync(Signer, Office.Training));
        Assert.Equal((QueueGroup.Signed, "county", 1), (card.Group, card.Position.State, card.Position.Signed));
        Assert.Equal((QueueGroup.Returned, "请补充数据"), (section.Group, section.Position.SentBack?.Words));
        Assert.Equal("市局科室审核", (await OneAsync("county-reviewer", Office.Card)).Position.Next);
        Assert.Equal(QueueGroup.ToSign, (await OneAsync("county-reviewer", Office.Card)).Group);
    }

    [Fact]
    public async Task Who_may_not_read_the_report_has_no_queue_and_leaves_no_reading()
    {
        await office.ChangeAsync(db => db.ReportMembers.Where(m => m.Person!.UserName == "approver").ExecuteDeleteAsync());
        Assert.Empty(await QueueAsync("approver"));
        var text = await OneAsync("editor", Office.Basic);
        await Service.MarkReadAsync(await office.PersonAsync("approver"), await office.ReportAsync(), text.Name, text.Hash, text.Version);
        await using var db = await office.DatabaseAsync();
        Assert.Equal(0, await db.TextReadings.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_was_read_is_known_until_it_is_another_text()
    {
        await office.ActAsync("author1", Office.Training, "submit");
        Assert.False((await OneAsync(Signer, Office.Training)).Mine.IsRead);
        await MarkReadAsync(Signer, Office.Training);
        Assert.True((await OneAsync(Signer, Office.Training)).Mine.IsRead);
        Assert.False((await OneAsync("county-reviewer", Office.Training)).Mine.IsRead);
        // The card is printed in the section: who has read the section has not read that.
        await office.TypeAsync("author2", Office.Card, "卡片里的新话。");
        Assert.False((await OneAsync(Signer, Office.Training)).Mine.IsRead);
        var view = await ReadAsync(Signer, Office.Training);
        Assert.Equal(KnownBy.Read, view.Since?.By);
        Assert.Equal("<ins>卡片里的新话。</ins>", Inserted().Match(view.Blocks.Single(block => block.Changes > 0).Html).Value);
        Assert.False(view.IsElsewhere);
        // Having read that, too, he is still shown what was new to him.
        await MarkReadAsync(Signer, Office.Training);
        Assert.True((await OneAsync(Signer, Office.Training)).Mine.IsRead);
        Assert.Equal(1, (await ReadAsync(Signer, Office.Training)).Changes);
    }

    [Fact]
    public async Task Words_that_were_added_and_removed_since_he_signed_are_marked_and_nothing_else()
    {
        await office.ActAsync("author1", Office.Basic, "submit");
        await office.ActAsync(Signer, Office.Basic, "approve");
        Assert.Equal(
            (0, KnownBy.Signed),
            ((await ReadAsync(Signer, Office.Basic)).Changes, (await ReadAsync(Signer, Office.Basic)).Since?.By)
        );
        var hub = await office.HubAsync("author2");
        var at = SmallReport.First.IndexOf("六所", StringComparison.Ordinal);
        await hub.CallAsync(
            "Push",
            Office.Basic,
            0,
            new[]
            {
                new
                {
                    id = "u",
                    clientID = "u",
                    changes = new object[] { at, new object[] { 2, "七所" }, SmallReport.First.Length - at - 2 },
                },
            }
        );
        await office.UntilStateAsync(Office.Basic, "edited");
        var view = await ReadAsync(Signer, Office.Basic);
        var changed = view.Blocks.Single(block => block.Changes > 0);
        Assert.Contains("<del>六</del><ins>七</ins>", Places().Replace(changed.Html, ""), StringComparison.Ordinal);
        Assert.Equal(3, changed.Line);
        Assert.False(view.IsElsewhere);
        Assert.Equal((await OneAsync(Signer, Office.Basic)).Hash, view.Hash);
        // Who has signed nothing and read nothing is shown the text as it is.
        Assert.Equal(
            (0, null),
            ((await ReadAsync("county-reviewer", Office.Basic)).Changes, (await ReadAsync("county-reviewer", Office.Basic)).Since)
        );
    }

    [Fact]
    public async Task What_differs_by_no_word_is_said()
    {
        await office.ActAsync("author1", Office.Training, "submit");
        await office.ActAsync(Signer, Office.Training, "approve");
        var hub = await office.HubAsync("author2");
        var at = SmallReport.Second.IndexOf("## 立德树人", StringComparison.Ordinal);
        await hub.CallAsync(
            "Push",
            Office.Training,
            0,
            new[]
            {
                new
                {
                    id = "u",
                    clientID = "u",
                    changes = new object[] { at, new object[] { 0, "#" }, SmallReport.Second.Length - at },
                },
            }
        );
        await office.UntilStateAsync(Office.Training, "edited");
        var view = await ReadAsync(Signer, Office.Training);
        Assert.True(view.IsElsewhere);
    }

    [Fact]
    public async Task Suggestions_and_ones_own_words_stand_in_the_way_and_that_is_said()
    {
        await office.ActAsync("author1", Office.Basic, "submit");
        await office.TypeAsync("editor", Office.Basic, "（建议）", suggests: true);
        var blocked = await OneAsync(Signer, Office.Basic);
        Assert.Equal(BlockerKind.Suggestions, Assert.Single(blocked.Mine.Blocks).Kind);
        Assert.False(blocked.Mine.MaySign);
        Assert.True(blocked.Mine.MayReturn);
        await office.ChangeAsync(async db =>
        {
            db.TextAuthors.Add(
                new TextAuthor { DocumentId = await office.DocumentAsync(Office.Basic), PersonId = await office.IdAsync(Signer) }
            );
        });
        Assert.Equal(ReviewRefusal.OwnText, (await OneAsync(Signer, Office.Basic)).Mine.WhyNot);
        Assert.Equal(QueueGroup.InReview, (await OneAsync(Signer, Office.Basic)).Group);
    }

    [GeneratedRegex("<ins>.*?</ins>")]
    private static partial Regex Inserted();

    /// <summary>Where words stand in their source, which nobody sees.</summary>
    [GeneratedRegex("</?span[^>]*>")]
    private static partial Regex Places();
}
