using System.Text.Json;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// U+0000 is in no text and in nothing that is said: not every database takes it. It is refused as what it is, on every one.
/// </summary>
public sealed class NullCharacterTests : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private static readonly int Length = SmallReport.First.Length;

    private RunningWorkspace workspace = null!;
    private HubClient author = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        author = await workspace.ConnectAsync("author1");
    }

    public async ValueTask DisposeAsync()
    {
        await author.DisposeAsync();
        await workspace.DisposeAsync();
    }

    private static async Task<string?> RefusedAsync(Task<JsonElement> call) => (await Assert.ThrowsAsync<HubError>(() => call)).Code;

    private static object Update(string inserted, bool suggests = false, string id = "u", string client = "c", params object[] marks) =>
        new
        {
            id,
            clientID = client,
            changes = new object[] { new object[] { 0, inserted }, Length },
            suggests,
            marks,
        };

    [Fact]
    public async Task A_push_that_inserts_it_is_a_bad_change_whether_it_suggests_or_not()
    {
        foreach (var suggests in new[] { false, true })
        foreach (var text in new[] { "\0", "甲\0乙" })
            Assert.Equal("bad-change", await RefusedAsync(author.CallAsync("Push", Document, 0, new[] { Update(text, suggests) })));
        var lines = $$"""["{{Document}}",0,[{"id":"u","clientID":"c","changes":[[0,"a","b\u0000"],{{Length}}]}]]""";
        Assert.Equal("bad-change", await RefusedAsync(author.CallRawAsync("Push", lines)));
        await author.CallAsync("Push", Document, 0, new[] { Update("甲") });
    }

    [Fact]
    public async Task Ids_and_reasons_with_it_are_refused()
    {
        Assert.Equal("bad-message", await RefusedAsync(author.CallAsync("Push", Document, 0, new[] { Update("甲", id: "u\0") })));
        Assert.Equal("bad-message", await RefusedAsync(author.CallAsync("Push", Document, 0, new[] { Update("甲", client: "\0") })));
        Assert.Equal("bad-message", await RefusedAsync(author.CallAsync("Point", Document, "c\0", 0, 0, 0)));
        Assert.Equal(
            "bad-change",
            await RefusedAsync(
                author.CallAsync(
                    "Push",
                    Document,
                    0,
                    new[] { Update("甲", true, "u", "c", new { id = "s\0", insert = new[] { new[] { 0, 1 } } }) }
                )
            )
        );
        Assert.Equal(
            "bad-change",
            await RefusedAsync(
                author.CallAsync(
                    "Push",
                    Document,
                    0,
                    new[]
                    {
                        Update(
                            "甲",
                            true,
                            "u",
                            "c",
                            new
                            {
                                id = "s",
                                insert = new[] { new[] { 0, 1 } },
                                outcome = "withdrawn",
                                reason = "因\0",
                            }
                        ),
                    }
                )
            )
        );
    }

    [Fact]
    public async Task A_page_that_differs_by_it_is_answered_and_comments_are_cleaned_of_it()
    {
        Assert.Equal("bad-change", await RefusedAsync(author.CallAsync("Differ", Document, 0, "甲\0")));
        var thread = (
            await author.CallAsync(
                "Comment",
                Document,
                new
                {
                    version = 0,
                    from = 0,
                    to = 1,
                    subject = "words",
                    text = "请\0核实",
                }
            )
        ).GetInt32();
        await author.CallAsync("Reply", Document, thread, new { text = "\0好" });
        await author.CallAsync(
            "Handle",
            Document,
            thread,
            new
            {
                resolved = true,
                adoption = "partly",
                reason = "以\0附表为准",
            }
        );
        var now = (await author.CallAsync("Comments", Document)).GetProperty("threads")[0];
        Assert.Equal(["请核实", "好"], now.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("text").GetString()));
        Assert.Equal("以附表为准", now.GetProperty("reason").GetString());
        Assert.Equal("bad-message", await RefusedAsync(author.CallAsync("Reply", Document, thread, new { text = "\0" })));
    }
}
