using System.Text.Json;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Suggestions;

/// <summary>
/// What is suggested is its sender's: no message puts a word into somebody else's suggestion, whoever sends it and however.
/// </summary>
public sealed class ForeignMarksTests : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private static readonly int Length = SmallReport.First.Length;

    private RunningWorkspace workspace = null!;
    private HubClient suggester = null!,
        writer = null!,
        other = null!;
    private string suggesterId = "",
        writerId = "";
    private int version;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        await using (var db = await DatabaseAsync())
            await db
                .ReportMembers.Where(m => m.Person!.UserName == "school-reviewer")
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, ReportRole.Reviewer));
        suggesterId = await IdAsync("school-reviewer");
        writerId = await IdAsync("author1");
        suggester = await workspace.ConnectAsync("school-reviewer");
        writer = await workspace.ConnectAsync("author1");
        other = await workspace.ConnectAsync("author2");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in new[] { suggester, writer, other })
            await hub.DisposeAsync();
        await workspace.DisposeAsync();
    }

    private Task<AuthoringDb> DatabaseAsync() =>
        workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();

    private async Task<string> IdAsync(string name) =>
        (await workspace.PersonAsync(name)).FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)!.Value;

    private async Task PushAsync(HubClient who, string id, object[] changes, bool suggests, params object[] marks) => version = (
            await who.CallAsync(
                "Push",
                Document,
                version,
                new[]
                {
                    new
                    {
                        id,
                        clientID = who == suggester ? "s"
                        : who == writer ? "w"
                        : "o",
                        changes,
                        suggests,
                        marks,
                    },
                }
            )
        ).GetProperty("version").GetInt32();

    private static object Insert(string id, int from, int to) => new { id, insert = new[] { new[] { from, to } } };

    private static object Rejected(string id) =>
        new
        {
            id,
            clear = Array.Empty<int[]>(),
            outcome = "rejected",
        };

    private async Task<TrackedText> TextAsync()
    {
        var opened = await writer.CallAsync("Open", Document);
        var text = opened.GetProperty("text").GetString()!;
        return new TrackedText(Rope.From(text), MarkingReader.ReadMarks(opened.GetProperty("marks"), text.Length));
    }

    /// <summary>What somebody would insert, with all that stands between.</summary>
    private static string Words(TrackedText text, string by) =>
        string.Concat(text.Marks.InsertionsBy(by).Select(range => text.Text.Slice(range.From, range.To)));

    private static string Struck(TrackedText text, string by) =>
        string.Concat(
            text.Marks.Where(mark => mark.By == by)
                .SelectMany(mark => mark.Deletions)
                .Select(range => text.Text.Slice(range.From, range.To))
        );

    /// <summary>很多 at the start, under the id <c>s1</c>.</summary>
    private async Task<Suggestion> SuggestAsync()
    {
        await PushAsync(suggester, "s1", [new object[] { 0, "很多" }, Length], true);
        return Assert.Single((await TextAsync()).Marks);
    }

    [Fact]
    public async Task Words_typed_into_a_pending_suggestion_are_not_part_of_it()
    {
        var was = await SuggestAsync();
        await PushAsync(writer, "w1", [1, new object[] { 0, "不" }, Length + 1], false);
        var text = await TextAsync();
        Assert.Equal("很多", Words(text, suggesterId));
        Assert.Equal("很不多", text.Text.Slice(0, 3));
        Assert.Equal((was.Id, was.By, was.At), (text.Marks.Single().Id, text.Marks.Single().By, text.Marks.Single().At));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Words_marked_with_anothers_id_are_the_senders_own(bool suggests)
    {
        await SuggestAsync();
        await PushAsync(writer, "w1", [1, new object[] { 0, "不" }, Length + 1], suggests, Insert("s1", 0, 3));
        var text = await TextAsync();
        Assert.Equal("很多", Words(text, suggesterId));
        Assert.Equal("不", Words(text, writerId));
    }

    [Fact]
    public async Task Text_that_stands_there_is_not_made_anothers_insertion_or_deletion()
    {
        await SuggestAsync();
        await PushAsync(writer, "w1", [Length + 2], false, Insert("s1", 2, 6));
        Assert.Equal("很多", Words(await TextAsync(), suggesterId));
        await PushAsync(writer, "w2", [Length + 2], false, new { id = "s1", delete = new[] { new[] { 4, 8 } } });
        var text = await TextAsync();
        Assert.Equal(("很多", ""), (Words(text, suggesterId), Struck(text, suggesterId)));
    }

    [Fact]
    public async Task A_pending_suggestion_is_not_made_the_senders_own()
    {
        await SuggestAsync();
        await PushAsync(writer, "w1", [Length + 2], false, Insert("mine", 0, 2));
        Assert.Equal("很多", Words(await TextAsync(), suggesterId));
        Assert.Equal("", Words(await TextAsync(), writerId));
    }

    [Theory]
    [InlineData("w1")]
    [InlineData("other")]
    public async Task What_was_rejected_is_not_put_back_with_other_words_or_elsewhere(string id)
    {
        await SuggestAsync();
        await PushAsync(writer, "reject", [new[] { 2 }, Length], false, Rejected("s1"));
        await PushAsync(writer, id, [new object[] { 0, "不多" }, Length], false, Insert("s1", 0, 2));
        Assert.Equal("", Words(await TextAsync(), suggesterId));
        await PushAsync(writer, $"{id}-2", [Length + 2, new object[] { 0, "很多" }], false, Insert("s1", Length + 2, Length + 4));
        var text = await TextAsync();
        Assert.Equal("", Words(text, suggesterId));
        Assert.All(text.Marks, mark => Assert.Equal(writerId, mark.By));
    }

    [Fact]
    public async Task Only_who_rejected_it_puts_it_back_as_it_was()
    {
        var was = await SuggestAsync();
        await PushAsync(writer, "reject", [new[] { 2 }, Length], false, Rejected("s1"));
        await PushAsync(other, "revive", [new object[] { 0, "很多" }, Length], false, Insert("s1", 0, 2));
        Assert.Equal("", Words(await TextAsync(), suggesterId));
        await PushAsync(other, "away", [new[] { 2 }, Length], false);
        await PushAsync(writer, "undo", [new object[] { 0, "很多" }, Length], false, Insert("s1", 0, 2));
        Assert.Equal(was, Assert.Single((await TextAsync()).Marks));
        // And not twice.
        await PushAsync(writer, "again", [new object[] { 0, "很多" }, Length + 2], false, Insert("s1", 0, 2));
        Assert.Equal("很多", Words(await TextAsync(), suggesterId));
    }

    [Fact]
    public async Task What_its_author_took_back_nobody_else_puts_back()
    {
        await SuggestAsync();
        await PushAsync(suggester, "back", [new[] { 2 }, Length], true);
        await PushAsync(writer, "revive", [new object[] { 0, "很多" }, Length], false, Insert("s1", 0, 2));
        Assert.Equal("", Words(await TextAsync(), suggesterId));
    }

    [Fact]
    public async Task What_was_deleted_character_by_character_comes_back_in_its_order_or_not_at_all()
    {
        await PushAsync(suggester, "s1", [new object[] { 0, "可以不做" }, Length], true);
        for (var left = 4; left > 0; left--)
            await PushAsync(writer, $"d{left}", [left - 1, new[] { 1 }, Length], false);
        await PushAsync(writer, "anagram", [new object[] { 0, "不可以做" }, Length], false, Insert("s1", 0, 4));
        Assert.Equal("", Words(await TextAsync(), suggesterId));
        await PushAsync(writer, "away", [new[] { 4 }, Length], false);
        await PushAsync(writer, "some", [new object[] { 0, "不做" }, Length], false, Insert("s1", 0, 2));
        Assert.Equal("不做", Words(await TextAsync(), suggesterId));
        await PushAsync(writer, "behind", [2, new object[] { 0, "可以" }, Length], false, Insert("s1", 2, 4));
        Assert.Equal("不做", Words(await TextAsync(), suggesterId));
        await PushAsync(writer, "before", [new object[] { 0, "可以" }, Length + 4], false, Insert("s1", 0, 2));
        Assert.Equal("可以不做", Words(await TextAsync(), suggesterId));
    }

    [Fact]
    public async Task Undo_of_an_acceptance_brings_the_suggestion_back_and_of_a_struck_word_too()
    {
        await PushAsync(suggester, "s1", [new object[] { 2, "很多" }, Length - 2], true);
        var was = Assert.Single((await TextAsync()).Marks);
        Assert.NotEmpty(was.Deletions);
        var (struck, added) = (was.Deletions[0], was.Insertions[0]);
        var deleted = (await TextAsync()).Text.Slice(struck.From, struck.To);
        await PushAsync(
            writer,
            "accept",
            [struck.From, new[] { struck.Length }, Length + 2 - struck.To],
            false,
            new
            {
                id = "s1",
                clear = new[] { new[] { added.From - struck.Length, added.To - struck.Length } },
                outcome = "accepted",
            }
        );
        Assert.Empty((await TextAsync()).Marks);
        await PushAsync(
            writer,
            "undo",
            [struck.From, new object[] { 0, deleted }, Length + 2 - struck.To],
            false,
            new
            {
                id = "s1",
                insert = new[] { new[] { added.From, added.To } },
                delete = new[] { new[] { struck.From, struck.To } },
            }
        );
        Assert.Equal(was, Assert.Single((await TextAsync()).Marks));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_update_with_the_id_of_anothers_suggestion_adds_nothing_to_it(bool suggests)
    {
        await SuggestAsync();
        // A suggestion has its update's id where it says no other; another person's update may have the same.
        await PushAsync(writer, "s1", [1, new object[] { 0, "不" }, Length + 1], suggests, suggests ? [] : [Insert("s1", 1, 2)]);
        var text = await TextAsync();
        Assert.Equal("很多", Words(text, suggesterId));
        Assert.Equal("不", Words(text, writerId));
    }

    [Fact]
    public async Task A_restored_version_puts_no_word_into_anybodys_suggestion()
    {
        await SuggestAsync();
        await PushAsync(writer, "w1", [Length + 2, new object[] { 0, "末句。" }], false);
        var service = workspace.Services.GetRequiredService<Authoring.Web.History.RestoreService>();
        Assert.True(DocumentName.TryParse(Document, out var name));
        var place = (
            await workspace
                .Services.GetRequiredService<Authoring.Web.Editing.Sessions>()
                .FindAsync(name, TestContext.Current.CancellationToken)
        )!;
        var caller = await workspace.PersonAsync("author1");
        var restored = await service.RestoreAsync(caller, place, 0);
        Assert.Equal("很多", Words(await TextAsync(), suggesterId));
        await service.UndoAsync(caller, place, restored.Version);
        Assert.Equal("很多", Words(await TextAsync(), suggesterId));
    }

    [Fact]
    public async Task Who_decides_does_not_say_that_its_author_took_it_back()
    {
        await SuggestAsync();
        await PushAsync(
            writer,
            "w1",
            [new[] { 2 }, Length],
            false,
            new
            {
                id = "s1",
                clear = Array.Empty<int[]>(),
                outcome = "withdrawn",
            }
        );
        await using var db = await DatabaseAsync();
        Assert.Equal(Outcome.Rejected, (await db.Suggestions.SingleAsync(TestContext.Current.CancellationToken)).Outcome);
    }
}
