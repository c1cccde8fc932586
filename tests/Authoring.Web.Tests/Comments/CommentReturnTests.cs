using System.Text.Json;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.History;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Comments;

/// <summary>Words that are put back have their comment again, for everybody, and after a restart.</summary>
public sealed class CommentReturnTests : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private static readonly int At = SmallReport.First.IndexOf("现有", StringComparison.Ordinal),
        Length = SmallReport.First.Length;

    private RunningWorkspace workspace = null!;
    private HubClient author = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        author = await workspace.ConnectAsync("author1");
        await author.CallAsync(
            "Comment",
            Document,
            new
            {
                version = 0,
                from = At,
                to = At + 2,
                subject = "words",
                text = "请核实",
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await author.DisposeAsync();
        await workspace.DisposeAsync();
    }

    private Task EditAsync(int version, params object[] changes) =>
        author.CallAsync(
            "Push",
            Document,
            version,
            new[]
            {
                new
                {
                    id = $"e{version}",
                    clientID = "c",
                    changes,
                },
            }
        );

    private async Task<string?> WordsAsync()
    {
        var thread = (await author.CallAsync("Comments", Document)).GetProperty("threads")[0];
        var text = (await author.CallAsync("Open", Document)).GetProperty("text").GetString()!;
        return thread.GetProperty("collapsed").GetBoolean()
            ? null
            : text[thread.GetProperty("from").GetInt32()..thread.GetProperty("to").GetInt32()];
    }

    private async Task RestartAsync()
    {
        await author.DisposeAsync();
        await workspace.StopAsync();
        await workspace.StartAgainAsync();
        author = await workspace.ConnectAsync("author1");
    }

    [Fact]
    public async Task Deleted_and_put_back_over_a_restart_between()
    {
        await EditAsync(0, At, new object[] { 2 }, Length - At - 2);
        Assert.Null(await WordsAsync());
        await RestartAsync();
        await EditAsync(1, At, new object[] { 0, "现有" }, Length - At - 2);
        Assert.Equal("现有", await WordsAsync());
        await RestartAsync();
        Assert.Equal("现有", await WordsAsync());
    }

    [Fact]
    public async Task Cut_and_pasted_elsewhere_over_a_restart_between()
    {
        await EditAsync(0, At, new object[] { 2 }, Length - At - 2);
        await RestartAsync();
        await EditAsync(1, Length - 2, new object[] { 0, "现有" });
        Assert.Equal("现有", await WordsAsync());
    }

    [Fact]
    public async Task Pages_are_told_where_it_is()
    {
        var told = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var reader = await workspace.ConnectAsync("city-reviewer");
        reader.Event += (name, arguments) =>
        {
            if (name == "Commented")
                told.TrySetResult(arguments[1]);
        };
        await reader.CallAsync("Open", Document);
        await EditAsync(0, At, new object[] { 2 }, Length - At - 2);
        await EditAsync(1, At, new object[] { 0, "现有" }, Length - At - 2);
        var thread = await told.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(
            (2, At, At + 2, false),
            (
                thread.GetProperty("version").GetInt32(),
                thread.GetProperty("from").GetInt32(),
                thread.GetProperty("to").GetInt32(),
                thread.GetProperty("collapsed").GetBoolean()
            )
        );
    }

    [Fact]
    public async Task A_restored_version_has_its_comments()
    {
        await EditAsync(0, (object)new object[] { Length, "全都改写了。" });
        Assert.Null(await WordsAsync());
        var place = (
            await workspace
                .Services.GetRequiredService<Sessions>()
                .FindAsync(new DocumentName("small", DocumentKind.Section, "01-basic"), TestContext.Current.CancellationToken)
        )!;
        Assert.Equal(
            RestoreResult.Done,
            (
                await workspace.Services.GetRequiredService<RestoreService>().RestoreAsync(await workspace.PersonAsync("author1"), place, 0)
            ).Answer
        );
        Assert.Equal("现有", await WordsAsync());
    }

    [Fact]
    public async Task An_accepted_deletion_that_is_taken_back_has_its_comment()
    {
        await author.CallAsync(
            "Push",
            Document,
            0,
            new[]
            {
                new
                {
                    id = "s",
                    clientID = "c",
                    changes = new object[] { At, new object[] { 2 }, Length - At - 2 },
                    suggests = true,
                },
            }
        );
        Assert.Equal("现有", await WordsAsync());
        var mark = (await author.CallAsync("Open", Document)).GetProperty("marks")[0].GetProperty("id").GetString();
        await author.CallAsync(
            "Push",
            Document,
            1,
            new[]
            {
                new
                {
                    id = "a",
                    clientID = "c",
                    changes = new object[] { At, new object[] { 2 }, Length - At - 2 },
                    marks = new[]
                    {
                        new
                        {
                            id = mark,
                            clear = Array.Empty<int[]>(),
                            outcome = "accepted",
                        },
                    },
                },
            }
        );
        Assert.Null(await WordsAsync());
        await EditAsync(2, At, new object[] { 0, "现有" }, Length - At - 2);
        Assert.Equal("现有", await WordsAsync());
    }
}
