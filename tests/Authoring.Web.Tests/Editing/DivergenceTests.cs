using System.Text.Json;
using Authoring.Text;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Editing;

/// <summary>A page may ask whether it holds what the server holds; what it held instead is kept.</summary>
public sealed class DivergenceTests
{
    private const string Document = "small/sections/01-basic";

    private static string Name(string text) => Fingerprint.Of(Rope.From(text));

    [Fact]
    public async Task Pages_learn_whether_they_hold_the_servers_text()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await using var author = await workspace.ConnectAsync("author1");
        var same = await author.CallAsync("Compare", Document, 0, Name(SmallReport.First));
        Assert.True(same.GetProperty("same").GetBoolean());
        Assert.Equal(JsonValueKind.Null, same.GetProperty("text").ValueKind);

        var other = await author.CallAsync("Compare", Document, 0, Name("别的文字"));
        Assert.False(other.GetProperty("same").GetBoolean());
        Assert.Equal(SmallReport.First, other.GetProperty("text").GetString());

        await author.CallAsync(
            "Push",
            Document,
            0,
            new[]
            {
                new
                {
                    id = "u",
                    clientID = "c",
                    changes = new object[] { new object[] { 0, "字" }, SmallReport.First.Length },
                },
            }
        );
        var older = await author.CallAsync("Compare", Document, 0, Name(SmallReport.First));
        Assert.Equal(JsonValueKind.Null, older.GetProperty("same").ValueKind); // somebody was faster: not a difference
    }

    [Fact]
    public async Task What_a_page_held_instead_is_kept_with_its_version_and_person()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await using (var author = await workspace.ConnectAsync("author1"))
        {
            await author.CallAsync("Differ", Document, 0, "别的文字");
            for (var i = 0; i < 40; i++)
                await author.CallAsync("Differ", Document, 0, "又一次");
            Assert.Equal("bad-version", (await Assert.ThrowsAsync<HubError>(() => author.CallAsync("Differ", Document, 7, "x"))).Code);
            Assert.Equal(
                "not-found",
                (await Assert.ThrowsAsync<HubError>(() => author.CallAsync("Differ", "none/sections/x", 0, "x"))).Code
            );
            Assert.Equal("bad-message", (await Assert.ThrowsAsync<HubError>(() => author.CallAsync("Differ", Document, 0, 5))).Code);
        }
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        var kept = await db.Divergences.ToListAsync();
        Assert.Equal(("别的文字", 0), (kept[0].Text, kept[0].Version));
        Assert.Equal((await db.Users.SingleAsync(u => u.UserName == "author1")).Id, kept[0].PersonId);
        Assert.Equal(20, kept.Count); // more of one text say nothing new
    }

    [Fact]
    public async Task Who_makes_up_differences_leaves_room_for_what_anothers_page_had()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await using (var author = await workspace.ConnectAsync("author1"))
        await using (var reader = await workspace.ConnectAsync("county-reviewer"))
        {
            for (var i = 0; i < 25; i++)
                await reader.CallAsync("Differ", Document, 0, $"编造{i}");
            await author.CallAsync("Differ", Document, 0, "甲的页面上的文字");
        }
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        var kept = await db.Divergences.OrderBy(d => d.Id).Select(d => d.Text).ToListAsync();
        Assert.Equal(21, kept.Count);
        Assert.Equal("甲的页面上的文字", kept[^1]);
    }
}
