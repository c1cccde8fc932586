using System.Net;
using System.Text.Json;
using Authoring.Web.Tests.Editing;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Storage;

/// <summary>
/// The database's file is taken away under the running server: nothing is acknowledged that nobody will find, and work goes on when it is
/// back.
/// </summary>
public sealed class MissingFileTests
{
    private const string Text = "small/sections/01-basic";

    private static Task<RunningWorkspace> StartAsync(TemporaryFolder folder, bool isPooled) =>
        RunningWorkspace.StartAsync(
            (
                "ConnectionStrings:Authoring",
                $"Data Source={Path.Combine(folder.Path, "data", "test.db")};Pooling={isPooled};Default Timeout=2"
            )
        );

    private static string FileOf(RunningWorkspace workspace) =>
        workspace.Services.GetRequiredService<Authoring.Web.Storage.DatabaseFile>().Path!;

    [Theory]
    [InlineData("moved", false)]
    [InlineData("moved", true)]
    [InlineData("replaced by a copy", true)]
    [InlineData("replaced by a copy", false)]
    [InlineData("replaced by nothing", true)]
    [InlineData("folder moved", true)]
    public async Task Nothing_is_acknowledged_while_the_file_is_gone_and_all_goes_on_when_it_is_back(string how, bool isPooled)
    {
        using var folder = new TemporaryFolder();
        await using var workspace = await StartAsync(folder, isPooled);
        var file = FileOf(workspace);
        await using var editor = await workspace.ConnectAsync("editor");
        using var browser = await workspace.BrowseAsync("author2");
        await using var author = await WriterAsync(workspace, "author1");
        Assert.True(await author.TypeAsync());
        var back = Take(how, file);

        Assert.False(await author.TypeAsync());
        Assert.Contains("not-saved", author.Refusals[^1], StringComparison.Ordinal);
        var (status, answer) = await ReadyAsync(workspace);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "gone"), (status, answer.GetProperty("reason").GetString()));
        var comment = new
        {
            version = 0,
            from = 0,
            to = 1,
            subject = "words",
            text = "这句话请再核对。",
        };
        var refused = await Assert.ThrowsAsync<HubError>(() => editor.CallAsync("Comment", Text, comment));
        Assert.Equal("not-saved", refused.Code);

        foreach (var address in new[] { "/", "/reports/small", "/account" })
        {
            using var page = await browser.GetAsync(address);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.Contains("数据库文件不见了", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        back();
        await author.SettleAsync();
        await editor.CallAsync("Comment", Text, comment);
        Assert.True(await author.TypeAsync());
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(workspace)).Status);
        Assert.Empty(await workspace.Services.GetRequiredService<Authoring.Web.Editing.LogVerification>().VerifyAsync());
        await workspace.StopAsync();
        await workspace.StartAgainAsync();
        Assert.Subset(await IdsAsync(workspace), author.Writer.Acknowledged.ToHashSet());
    }

    [Fact]
    public async Task Nothing_is_acknowledged_once_what_is_logged_beside_it_is_deleted_and_what_was_is_kept()
    {
        using var folder = new TemporaryFolder();
        await using var workspace = await StartAsync(folder, isPooled: false);
        await using var author = await WriterAsync(workspace, "author1");
        for (var i = 0; i < 5; i++)
            Assert.True(await author.TypeAsync());
        File.Delete(FileOf(workspace) + "-wal");
        Assert.False(await author.TypeAsync());
        Assert.Contains("not-saved", author.Refusals[^1], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ReadyAsync(workspace)).Status);

        await workspace.StopAsync();
        await workspace.StartAgainAsync();
        Assert.Subset(await IdsAsync(workspace), author.Writer.Acknowledged.ToHashSet());
        await author.SettleAsync();
        Assert.Empty(await workspace.Services.GetRequiredService<Authoring.Web.Editing.LogVerification>().VerifyAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deleted_file_is_not_replaced_by_an_empty_one(bool isPooled)
    {
        using var folder = new TemporaryFolder();
        await using var workspace = await StartAsync(folder, isPooled);
        await using var author = await WriterAsync(workspace, "author1");
        Assert.True(await author.TypeAsync());
        File.Delete(FileOf(workspace));
        for (var i = 0; i < 3; i++)
            Assert.False(await author.TypeAsync());
        Assert.Contains("not-saved", author.Refusals[^1], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ReadyAsync(workspace)).Status);
        Assert.False(File.Exists(FileOf(workspace)));
    }

    private static Action Take(string how, string file)
    {
        if (how == "folder moved")
        {
            var folder = Path.GetDirectoryName(file)!;
            Directory.Move(folder, folder + "-away");
            return () => Directory.Move(folder + "-away", folder);
        }
        var away = file + ".away";
        if (how == "replaced by a copy")
            File.Copy(file, file + ".copy");
        File.Move(file, away);
        if (how == "replaced by a copy")
            File.Move(file + ".copy", file);
        if (how == "replaced by nothing")
            File.WriteAllBytes(file, []);
        return () => File.Move(away, file, overwrite: true);
    }

    private static async Task<LiveWriter> WriterAsync(RunningWorkspace workspace, string name)
    {
        var person = (await workspace.PersonAsync(name))
            .Claims.First(c => c.Type == System.Security.Claims.ClaimTypes.NameIdentifier)
            .Value;
        var writer = new LiveWriter(
            workspace.Address,
            await workspace.SignInAsync(name),
            int.Parse(person, System.Globalization.CultureInfo.InvariantCulture),
            Text,
            name,
            seed: 1
        );
        await writer.ConnectAsync();
        return writer;
    }

    private static async Task<HashSet<string>> IdsAsync(RunningWorkspace workspace)
    {
        await using var db = await workspace
            .Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<Authoring.Web.Storage.AuthoringDb>>()
            .CreateDbContextAsync();
        return [.. db.Updates.Select(u => u.UpdateId)];
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> ReadyAsync(RunningWorkspace workspace)
    {
        using var client = new HttpClient { BaseAddress = workspace.Address };
        using var answer = await client.GetAsync("/health/ready");
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
