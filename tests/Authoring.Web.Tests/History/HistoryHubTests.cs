using System.Net;
using System.Text.Json;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.History;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.History;

/// <summary>Who may see what a text was, name it and bring it back: the server decides, whatever a page shows.</summary>
public sealed class HistoryHubTests : IAsyncLifetime
{
    private const string Basic = "small/sections/01-basic",
        Difference = "/reports/small/live/sections/01-basic/difference";

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private T The<T>()
        where T : notnull => workspace.Services.GetRequiredService<T>();

    private async Task<DocumentPlace> PlaceAsync() =>
        (await The<Sessions>().FindAsync(new DocumentName("small", DocumentKind.Section, "01-basic")))!;

    private async Task<string> TextAsync() => (await The<Sessions>().Of(await PlaceAsync()).ReadAsync()).Text.Text.ToString();

    /// <summary>Pushes an update as JSON; returns the version that it made.</summary>
    private async Task<int> PushAsync(string name, object[] changes, object? marks = null, bool suggests = false)
    {
        await using var hub = await workspace.ConnectAsync(name);
        var opened = await hub.CallAsync("Open", Basic);
        var id = Guid.NewGuid().ToString("N");
        var update = marks is null
            ? (object)
                new
                {
                    id,
                    clientID = id,
                    changes,
                    suggests,
                }
            : new
            {
                id,
                clientID = id,
                changes,
                marks,
                suggests,
            };
        return (await hub.CallAsync("Push", Basic, opened.GetProperty("version").GetInt32(), new[] { update }))
            .GetProperty("version")
            .GetInt32();
    }

    private async Task<int> ReplaceAsync(string name, string old, string now, bool suggests = false)
    {
        var text = await TextAsync();
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{old} is not in the text");
        var changes = new List<object>();
        if (at > 0)
            changes.Add(at);
        changes.Add(now.Length == 0 ? new object[] { old.Length } : [old.Length, .. now.Split('\n')]);
        if (text.Length > at + old.Length)
            changes.Add(text.Length - at - old.Length);
        return await PushAsync(name, [.. changes], suggests: suggests);
    }

    private async Task<(HttpStatusCode Status, JsonElement? Answer)> GetAsync(string? name, string address)
    {
        using var browser = await workspace.BrowseAsync(name);
        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
        return (
            answer.StatusCode,
            answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == "application/json"
                ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement
                : null
        );
    }

    private async Task LeaveAsync(string name)
    {
        await using (var db = await The<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync())
            await db.ReportMembers.Where(m => m.Person!.UserName == name).ExecuteDeleteAsync();
        The<Rights>().Forget();
    }

    [Fact]
    public async Task The_difference_of_two_versions_is_answered_to_who_may_read_and_to_nobody_else()
    {
        await ReplaceAsync("author1", "六所", "七所");
        await ReplaceAsync("author2", "\n\n!", "<b>。\n\n!");
        var (status, answer) = await GetAsync("approver", $"{Difference}?from=0");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((0, 2), (answer!.Value.GetProperty("from").GetInt32(), answer.Value.GetProperty("to").GetInt32()));
        var html = answer.Value.GetProperty("html").GetString()!;
        Assert.Contains("<del>六</del><ins>七</ins>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "&lt;b&gt;",
            (await GetAsync("approver", $"{Difference}?from=0&to=1")).Answer!.Value.GetProperty("html").GetString(),
            StringComparison.Ordinal
        );

        foreach (
            var (query, expected) in new[]
            {
                ("", HttpStatusCode.BadRequest),
                ("?from=x", HttpStatusCode.BadRequest),
                ("?from=0&projection=x", HttpStatusCode.BadRequest),
                ("?from=-1", HttpStatusCode.NotFound),
                ("?from=0&to=3", HttpStatusCode.NotFound),
                ("?from=99", HttpStatusCode.NotFound),
            }
        )
            Assert.Equal(expected, (await GetAsync("approver", Difference + query)).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await GetAsync("approver", Difference.Replace("01-basic", "nowhere", StringComparison.Ordinal) + "?from=0")).Status
        );

        await LeaveAsync("approver");
        foreach (
            var address in new[]
            {
                $"{Difference}?from=0",
                "/reports/small/history",
                "/reports/small/history?text=sections/01-basic",
                "/reports/small/history?text=sections/01-basic&from=0",
            }
        )
        {
            Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("approver", address)).Status);
            Assert.NotEqual(HttpStatusCode.OK, (await GetAsync(null, address)).Status);
            Assert.Equal(HttpStatusCode.OK, (await GetAsync("author1", address)).Status);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("author1", "/reports/small/history?text=sections/nowhere")).Status);
    }

    [Fact]
    public async Task Restoring_is_a_change_like_any_other_and_keeps_what_is_suggested_and_what_others_type()
    {
        var (service, place, author) = (The<RestoreService>(), await PlaceAsync(), await workspace.PersonAsync("author1"));
        await ReplaceAsync("author1", "六所", "七所");
        await ReplaceAsync("author1", "全市", "全市新建");
        await PushAsync("author2", [SmallReport.First.Length + 2, new object[] { 0, "另有一所。" }], suggests: true);
        await using var reviewer = await workspace.ConnectAsync("approver");
        var words = (await TextAsync()).IndexOf("现有", StringComparison.Ordinal);
        await reviewer.CallAsync(
            "Comment",
            Basic,
            new
            {
                version = 3,
                from = words,
                to = words + 2,
                subject = "words",
                text = "请核实",
                mentions = Array.Empty<string>(),
            }
        );
        var (answer, restored) = await service.RestoreAsync(author, place, 0);
        Assert.Equal(RestoreResult.Done, answer);
        Assert.Equal(4, restored);
        Assert.Equal(SmallReport.First + "另有一所。", await TextAsync());
        Assert.Single((await The<Sessions>().Of(place).ReadAsync()).Text.Marks);
        var comments = await reviewer.CallAsync("Comments", Basic);
        var thread = comments.GetProperty("threads").EnumerateArray().Single();
        Assert.Equal(
            (4, "现有"),
            (
                thread.GetProperty("version").GetInt32(),
                (await TextAsync())[thread.GetProperty("from").GetInt32()..thread.GetProperty("to").GetInt32()]
            )
        );
        Assert.Equal(RestoreResult.Same, (await service.RestoreAsync(author, place, 0)).Answer);
        Assert.Equal(RestoreResult.NotThere, (await service.RestoreAsync(author, place, 99)).Answer);

        await ReplaceAsync("author2", "学校", "职业学校");
        Assert.Equal(RestoreResult.NotThere, (await service.UndoAsync(await workspace.PersonAsync("author2"), place, restored)).Answer);
        Assert.Equal(RestoreResult.Done, (await service.UndoAsync(author, place, restored)).Answer);
        Assert.Equal(
            SmallReport.First.Replace("全市现有学校六所", "全市新建现有职业学校七所", StringComparison.Ordinal) + "另有一所。",
            await TextAsync()
        );
    }

    [Fact]
    public async Task Who_may_not_write_is_told_why_he_does_not_restore()
    {
        var (service, place) = (The<RestoreService>(), await PlaceAsync());
        await ReplaceAsync("author1", "六所", "七所");
        Assert.Equal(RestoreResult.Reader, (await service.RestoreAsync(await workspace.PersonAsync("approver"), place, 0)).Answer);
        await using (var db = await The<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync())
        {
            await db
                .ReportMembers.Where(m => m.Person!.UserName == "approver")
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, ReportRole.Reviewer));
            db.TextReviews.Add(
                new Authoring.Web.Review.TextReview { DocumentId = place.DocumentId, State = Authoring.Web.Review.ReviewState.Final }
            );
            The<Rights>().Forget();
            Assert.Equal(RestoreResult.Suggester, (await service.RestoreAsync(await workspace.PersonAsync("approver"), place, 0)).Answer);
            await db.SaveChangesAsync();
        }
        The<Rights>().Forget();
        Assert.Equal(RestoreResult.Final, (await service.RestoreAsync(await workspace.PersonAsync("author1"), place, 0)).Answer);
        Assert.Contains("七所", await TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_is_named_once_by_who_may_write_and_renamed_by_who_named_it_or_an_editor()
    {
        var (service, place) = (The<NamedVersionService>(), await PlaceAsync());
        var (anna, ben, editor, reader) = (
            await workspace.PersonAsync("author1"),
            await workspace.PersonAsync("author2"),
            await workspace.PersonAsync("editor"),
            await workspace.PersonAsync("approver")
        );
        await ReplaceAsync("author1", "六所", "七所");
        Assert.Equal(NamingResult.Done, await service.NameAsync(anna, place, 1, " 送审稿 "));
        Assert.Equal(NamingResult.Taken, await service.NameAsync(ben, place, 0, "送审稿"));
        Assert.Equal(NamingResult.Empty, await service.NameAsync(ben, place, 0, " "));
        Assert.Equal(NamingResult.TooLong, await service.NameAsync(ben, place, 0, new string('长', 61)));
        Assert.Equal(NamingResult.NotThere, await service.NameAsync(ben, place, 2, "定稿"));
        Assert.Equal(NamingResult.NotAllowed, await service.NameAsync(reader, place, 1, "定稿"));
        var mark = Assert.Single((await The<Timelines>().ListForAsync(place.DocumentId))[0].Marks);
        Assert.Equal(("送审稿", 1, "撰稿人甲"), (mark.Text, mark.Version, mark.By));
        Assert.Equal(NamingResult.NotAllowed, await service.RenameAsync(ben, place, mark.NameId!.Value, "定稿"));
        Assert.Equal(NamingResult.NotAllowed, await service.RemoveAsync(ben, place, mark.NameId.Value));
        Assert.Equal(NamingResult.Done, await service.RenameAsync(editor, place, mark.NameId.Value, "定稿"));
        Assert.Equal(NamingResult.Done, await service.RemoveAsync(editor, place, mark.NameId.Value));
        Assert.Equal(NamingResult.NotThere, await service.RemoveAsync(editor, place, mark.NameId.Value));
        Assert.Empty((await The<Timelines>().ListForAsync(place.DocumentId))[0].Marks);
    }

    [Fact]
    public async Task Submitting_shows_on_the_timeline_at_the_version_that_was_submitted()
    {
        await ReplaceAsync("author1", "六所", "七所");
        await using var author = await workspace.ConnectAsync("author1");
        await author.CallAsync("Act", Basic, "submit", new { });
        var rows = await The<Timelines>().ListForAsync((await PlaceAsync()).DocumentId);
        Assert.Equal(("submit", 1), (rows[0].Marks.Single().Verb, rows[0].Marks.Single().Version));
        Assert.Null(rows[^1].Stretch);
    }
}
