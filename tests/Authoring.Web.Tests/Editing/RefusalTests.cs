using System.Text.Json;

namespace Authoring.Web.Tests.Editing;

/// <summary>The server decides, message by message, and says why not; a refusal changes no text and ends nobody else's session.</summary>
public sealed class RefusalTests(RefusalTests.StrictWorkspace strict) : IClassFixture<RefusalTests.StrictWorkspace>, IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";

    private HubClient author = null!;

    private RunningWorkspace Workspace => strict.Workspace;

    /// <summary>One server for all these tests: none of them may change its texts.</summary>
    public sealed class StrictWorkspace : IAsyncLifetime
    {
        internal RunningWorkspace Workspace { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Workspace = await RunningWorkspace.StartAsync(
                ("Editing:MaxTextLength", "1000"),
                ("Editing:UpdatesAtOnce", "40"),
                ("Editing:UpdatesPerSecond", "10")
            );

        public ValueTask DisposeAsync() => Workspace.DisposeAsync();
    }

    public async ValueTask InitializeAsync()
    {
        author = await Workspace.ConnectAsync("author1");
        await author.CallAsync("Open", Document);
    }

    public async ValueTask DisposeAsync()
    {
        var opened = await author.CallAsync("Open", Document);
        Assert.Equal(SmallReport.First, opened.GetProperty("text").GetString());
        Assert.Equal(0, opened.GetProperty("version").GetInt32());
        await author.DisposeAsync();
    }

    private static object Insert(string text, int? length = null, string id = "u1", string clientID = "client-1") =>
        new
        {
            id,
            clientID,
            changes = new object[]
            {
                new object[] { 0 }
                    .Concat(text.Split('\n'))
                    .ToArray(),
                length ?? SmallReport.First.Length,
            },
        };

    private static async Task<string?> RefusedAsync(Task<JsonElement> call) => (await Assert.ThrowsAsync<HubError>(() => call)).Code;

    [Theory]
    [InlineData("school-reviewer")]
    [InlineData("admin")]
    public async Task Somebody_who_may_only_read_cannot_push(string name)
    {
        await using var reader = await Workspace.ConnectAsync(name);
        Assert.Equal(SmallReport.First, (await reader.CallAsync("Open", Document)).GetProperty("text").GetString());
        Assert.Equal("not-allowed", await RefusedAsync(reader.CallAsync("Push", Document, 0, new[] { Insert("x") })));
    }

    [Fact]
    public async Task A_clientID_belongs_to_the_person_who_first_used_it()
    {
        await author.CallAsync("Point", "small/sections/02-training", "mine", 0, 0, 0);
        await using var other = await Workspace.ConnectAsync("author2");
        Assert.Equal("not-allowed", await RefusedAsync(other.CallAsync("Push", Document, 0, new[] { Insert("x", clientID: "mine") })));
        Assert.Equal("not-allowed", await RefusedAsync(other.CallAsync("Point", Document, "mine", 0, 0, 0)));
    }

    [Theory]
    [InlineData("small/sections/99-none")]
    [InlineData("none/sections/01-basic")]
    [InlineData("small/cases/none")]
    public async Task A_text_that_is_not_there_is_not_found(string document)
    {
        Assert.Equal("not-found", await RefusedAsync(author.CallAsync("Open", document)));
        Assert.Equal("not-found", await RefusedAsync(author.CallAsync("Pull", document, 0)));
    }

    [Theory]
    [InlineData("Open", "[7]")]
    [InlineData("Open", "[null]")]
    [InlineData("Open", "[]")]
    [InlineData("Open", """["small/sections/01-basic", 1]""")]
    [InlineData("Open", """["../../etc/passwd"]""")]
    [InlineData("Open", """["small/chapters/01-basic"]""")]
    [InlineData("Push", """["small/sections/01-basic"]""")]
    [InlineData("Push", """["small/sections/01-basic", "0", []]""")]
    [InlineData("Push", """["small/sections/01-basic", -1, []]""")]
    [InlineData("Push", """["small/sections/01-basic", 1e300, []]""")]
    [InlineData("Push", """["small/sections/01-basic", 0, {}]""")]
    [InlineData("Push", """["small/sections/01-basic", 0, [1]]""")]
    [InlineData("Push", """["small/sections/01-basic", 0, [{}]]""")]
    [InlineData("Push", """["small/sections/01-basic", 0, [{"id":"","clientID":"c","changes":[39]}]]""")]
    [InlineData("Push", """["small/sections/01-basic", 0, [{"id":"a","clientID":5,"changes":[39]}]]""")]
    [InlineData("Push", """["small/sections/01-basic", 0, [{"id":"\ud800","clientID":"c","changes":[39]}]]""")]
    [InlineData("Pull", """["small/sections/01-basic", {}]""")]
    [InlineData("Point", """["small/sections/01-basic", "c", 0, "a", 0]""")]
    [InlineData("Destroy", "[]")]
    public async Task A_wrong_shape_is_a_bad_message(string method, string arguments) =>
        Assert.Equal("bad-message", await RefusedAsync(author.CallRawAsync(method, arguments)));

    [Theory]
    [InlineData("""[3]""", "3", "39")]
    [InlineData("""[[0,"x"],4]""", "4", "39")]
    [InlineData("""[[0,"x"],1000000]""", "1000000", "39")]
    public async Task A_change_for_another_length_is_refused_with_both_lengths(string changes, string theirs, string ours)
    {
        var error = await Assert.ThrowsAsync<HubError>(() =>
            author.CallRawAsync("Push", $$"""["{{Document}}",0,[{"id":"a","clientID":"c","changes":{{changes}}}]]""")
        );
        Assert.Equal("bad-change", error.Code);
        Assert.Contains(theirs, error.Message, StringComparison.Ordinal);
        Assert.Contains(
            ours.Replace("39", SmallReport.First.Length.ToString(), StringComparison.Ordinal),
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("[[]]")]
    [InlineData("[-1]")]
    [InlineData("[1.5]")]
    [InlineData("[[1,2]]")]
    [InlineData("[99999999999999999999]")]
    [InlineData("[2147483647,2147483647]")]
    public async Task Malformed_changes_are_a_bad_change(string changes) =>
        Assert.Equal(
            "bad-change",
            await RefusedAsync(author.CallRawAsync("Push", $$"""["{{Document}}",0,[{"id":"a","clientID":"c","changes":{{changes}}}]]"""))
        );

    [Theory]
    [InlineData("a\rb")]
    [InlineData("\uFEFFa")]
    public async Task A_text_never_holds_what_files_cannot(string inserted) =>
        Assert.Equal("bad-change", await RefusedAsync(author.CallAsync("Push", Document, 0, new[] { Insert(inserted) })));

    [Fact]
    public async Task A_lone_surrogate_is_a_bad_change() => // JSON can name one, though it is no text
        Assert.Contains(
            await RefusedAsync(
                author.CallRawAsync(
                    "Push",
                    $$"""["{{Document}}",0,[{"id":"a","clientID":"c","changes":[[0,"\ud83d"],{{SmallReport.First.Length}}]}]]"""
                )
            ),
            new[] { "bad-change", "bad-message" }
        );

    [Fact]
    public async Task A_version_of_the_future_is_a_bad_version()
    {
        Assert.Equal("bad-version", await RefusedAsync(author.CallAsync("Push", Document, 7, new[] { Insert("x") })));
        Assert.Equal("bad-version", await RefusedAsync(author.CallAsync("Pull", Document, 7)));
    }

    [Fact]
    public async Task A_text_beyond_the_limit_is_too_large() =>
        Assert.Equal("too-large", await RefusedAsync(author.CallAsync("Push", Document, 0, new[] { Insert(new string('长', 1001)) })));

    [Fact]
    public async Task Pushing_faster_than_a_person_can_is_too_fast()
    {
        await using var hasty = await Workspace.ConnectAsync("author3"); // everybody has a pace of his own
        // for another length: none is applied
        var updates = Enumerable.Range(0, 30).Select(i => Insert("x", id: $"u{i}", length: 7, clientID: "hasty")).ToArray();
        Assert.Equal("bad-change", await RefusedAsync(hasty.CallAsync("Push", Document, 0, updates)));
        Assert.Equal("too-fast", await RefusedAsync(hasty.CallAsync("Push", Document, 0, updates)));
    }

    [Fact]
    public async Task A_message_beyond_the_transport_limit_closes_only_its_senders_connection()
    {
        await using var other = await Workspace.ConnectAsync("author2");
        await other.SendTextAsync(new string(' ', 1024 * 1024 + 1));
        await other.Closed.WaitAsync(TimeSpan.FromSeconds(10));
        await author.CallAsync("Pull", Document, 0);
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_cookie() =>
        await Assert.ThrowsAnyAsync<Exception>(() => HubClient.ConnectAsync(Workspace.Address, "authoring=nonsense"));
}
