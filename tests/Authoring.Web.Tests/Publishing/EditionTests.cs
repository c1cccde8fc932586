using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using Authoring.Web.Publishing;
using Authoring.Web.Publishing.Editions;
using Authoring.Web.Tests.CommandLine;
using Authoring.Web.Tests.People;
using Authoring.Web.Tests.Review;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Tests.Publishing;

/// <summary>
/// What is published is frozen: whatever becomes of the report, its pictures and settings, an edition gives the same bytes, under the hash
/// that stands beside it. All or nothing; and what is refused is refused with a sentence.
/// </summary>
public sealed class EditionTests : IAsyncLifetime
{
    private readonly FakeOffice libreOffice = FakeOffice.Working();
    private Office office = null!;

    private RunningWorkspace Workspace => office.Workspace;

    public async ValueTask InitializeAsync() =>
        office = new Office(await RunningWorkspace.StartAsync(("Publishing:LibreOffice", libreOffice.Program)));

    public async ValueTask DisposeAsync()
    {
        await office.DisposeAsync();
        libreOffice.Dispose();
    }

    private async Task<Dictionary<string, byte[]>> FetchAsync(int number, string person = "author1")
    {
        using var browser = await office.BrowserAsync(person);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (word, _, _, _) in EditionEndpoints.Kinds)
            files[word] = await browser.GetByteArrayAsync(new Uri($"/reports/small/editions/{number}/files/{word}", UriKind.Relative));
        return files;
    }

    private async Task<(int Editions, int Contents, int Pieces)> StoredAsync()
    {
        await using var db = await office.DatabaseAsync();
        return (await db.Editions.CountAsync(), await db.StoredContents.CountAsync(), await db.StoredPieces.CountAsync());
    }

    [Fact]
    public async Task An_edition_gives_the_same_bytes_whatever_becomes_of_the_report()
    {
        var number = await Published.EditionAsync(Workspace, "送审稿");
        var before = await FetchAsync(number);
        Assert.Equal(EditionEndpoints.Kinds.Count, before.Count);
        Assert.All(before.Values, Assert.NotEmpty);
        await office.TypeAsync("author1", Office.Basic, "\n后来写的。\n");
        await office.TypeAsync("author2", Office.Card, "\n后来写的。\n");
        await office.ChangeAsync(async db =>
        {
            var settings = await db.Reports.SingleAsync();
            settings.Definition = settings.Definition.Replace("云河市", "别的市", StringComparison.Ordinal);
            await db.ReportFiles.ExecuteUpdateAsync(set => set.SetProperty(f => f.Content, TestPicture.Png(3, 3)));
            await db.Users.ExecuteUpdateAsync(set => set.SetProperty(p => p.DisplayName, "改了名"));
        });
        await Workspace.StopAsync();
        await Workspace.StartAgainAsync();
        var after = await FetchAsync(number);
        foreach (var (kind, bytes) in before)
            Assert.True(bytes.SequenceEqual(after[kind]), kind);
        // What is downloaded of the report itself is another by now.
        using var browser = await office.BrowserAsync("author1");
        Assert.DoesNotContain(
            "云河市中等职业教育质量年度报告",
            await browser.GetStringAsync(new Uri("/reports/small/export/html", UriKind.Relative)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_hash_beside_an_edition_is_that_of_its_files()
    {
        var number = await Published.EditionAsync(Workspace, "送审稿");
        var files = await FetchAsync(number);
        string Hash(string word) => Convert.ToHexStringLower(SHA256.HashData(files[word]));
        var lines = EditionEndpoints.Kinds.Where(kind => kind.Word != "record").Select(kind => $"{kind.Kind} {Hash(kind.Word)}\n");
        var expected = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Concat(lines))));
        using var visitor = await FormVisitor.SignInAsync(Workspace.Address, "author1");
        await visitor.GoAsync($"/reports/small/editions/{number}");
        Assert.Equal(expected, visitor.Shown("edition-hash"));
        var record = EditionJson.Read<EditionRecord>(files["record"]);
        Assert.Equal((expected, "送审稿", "统稿编辑", number), (record.Hash, record.Name, record.By, record.Number));
        Assert.Equal(files.Where(f => f.Key != "record").Select(f => f.Value.LongLength), record.Files.Select(f => f.Size));
    }

    [Fact]
    public async Task What_is_frozen_belongs_together()
    {
        await office.TypeAsync("author1", Office.Basic, "\n定稿的文字。\n");
        await office.TypeAsync("editor", Office.Training, "建议的文字", suggests: true);
        var files = await FetchAsync(await Published.EditionAsync(Workspace, "定稿"));
        using var zip = new ZipArchive(new MemoryStream(files["folder"]));
        string Text(string path) => new StreamReader(zip.GetEntry(path)!.Open()).ReadToEnd();
        Assert.Contains("定稿的文字", Text("sections/01-basic.md"), StringComparison.Ordinal);
        Assert.Contains("建议的文字", Text("sections/02-training.md"), StringComparison.Ordinal);
        Assert.Contains("云河市", Text("report.yml"), StringComparison.Ordinal);
        Assert.NotNull(zip.GetEntry("images/map.png"));
        var numbers = EditionJson.Read<FrozenNumbers>(files["json"]);
        Assert.Equal(["图 1-1"], numbers.Figures.Select(f => f.Number));
        Assert.Equal(["sections/01-basic.md", "sections/02-training.md", "cases/c01.md"], numbers.Texts.Select(t => t.Path));
        Assert.Contains("图 1-1 学校分布", numbers.Texts[0].Lines);
        Assert.Contains("见 图 1-1。", numbers.Texts[1].Lines);
        foreach (var word in new[] { "定稿的文字", "建议的文字" })
            Assert.Contains(word, System.Text.Encoding.UTF8.GetString(files["html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_bytes_are_stored_once()
    {
        await Published.EditionAsync(Workspace, "送审稿");
        var first = await StoredAsync();
        await Published.EditionAsync(Workspace, "定稿");
        var second = await StoredAsync();
        // The record alone is another one.
        Assert.Equal((2, first.Contents + 1), (second.Editions, second.Contents));
        await using var db = await office.DatabaseAsync();
        Assert.Single(await db.Editions.Select(e => e.Hash).Distinct().ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("author1", "送审稿", EditionRefusal.NotAllowed)]
    [InlineData("city-reviewer", "送审稿", EditionRefusal.NotAllowed)]
    [InlineData("admin", "送审稿", EditionRefusal.NotAllowed)]
    [InlineData("editor", " ", EditionRefusal.NoName)]
    [InlineData(
        "editor",
        "名称很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长长",
        EditionRefusal.NameTooLong
    )]
    public async Task What_may_not_be_published_is_not(string by, string name, object refusal)
    {
        await Published.WaiveAllAsync(Workspace);
        Assert.Equal((EditionRefusal)refusal, (await Published.TryAsync(Workspace, name, by: by)).Refusal);
        Assert.Equal((0, 0, 0), await StoredAsync());
    }

    [Fact]
    public async Task A_name_stands_once()
    {
        await Published.EditionAsync(Workspace, "送审稿");
        Assert.Equal(EditionRefusal.NameTaken, (await Published.TryAsync(Workspace, " 送审稿 ")).Refusal);
    }

    [Fact]
    public async Task What_is_missing_and_not_waived_keeps_it_from_being_published()
    {
        var result = await Published.TryAsync(Workspace, "送审稿");
        Assert.Equal((EditionRefusal.Obstacles, 3), (result.Refusal, result.Open));
        await Published.WaiveAllAsync(Workspace);
        // The waiver is over: it is another text.
        await office.TypeAsync("author1", Office.Basic, "\n又写了。\n");
        Assert.Equal(1, (await Published.TryAsync(Workspace, "送审稿")).Open);
        Assert.Equal((0, 0, 0), await StoredAsync());
    }

    [Fact]
    public async Task The_record_names_each_waiver_with_its_reason_and_who_gave_it()
    {
        var number = await Published.EditionAsync(Workspace, "送审稿");
        using var visitor = await FormVisitor.SignInAsync(Workspace.Address, "author1");
        await visitor.GoAsync($"/reports/small/editions/{number}");
        var waivers = visitor.Page.QuerySelectorAll("[data-testid=edition-waiver]").Select(row => row.TextContent).ToList();
        Assert.Equal(3, waivers.Count);
        Assert.All(
            waivers,
            waiver =>
            {
                Assert.Contains("先行送审", waiver, StringComparison.Ordinal);
                Assert.Contains("统稿编辑", waiver, StringComparison.Ordinal);
                Assert.Contains("未完成审签", waiver, StringComparison.Ordinal);
            }
        );
        await visitor.GoAsync("/reports/small/publish");
        Assert.Contains("送审稿", visitor.Shown("edition"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_read_the_report_gets_nothing_of_an_edition()
    {
        var number = await Published.EditionAsync(Workspace, "送审稿");
        await office.ChangeAsync(db => db.ReportMembers.Where(m => m.Person!.UserName == "author3").ExecuteDeleteAsync());
        using var stranger = await office.BrowserAsync("author3");
        foreach (var (word, _, _, _) in EditionEndpoints.Kinds)
        {
            using var answer = await stranger.GetAsync(new Uri($"/reports/small/editions/{number}/files/{word}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Who_cancels_leaves_nothing_behind()
    {
        await Published.WaiveAllAsync(Workspace);
        foreach (var step in Enum.GetValues<EditionStep>())
        {
            using var left = new CancellationTokenSource();
            void Tell(EditionProgress progress)
            {
                if (progress.Step == step)
                    left.Cancel();
            }
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                Published.TryAsync(Workspace, $"在 {step} 取消", tell: Tell, cancellation: left.Token)
            );
            Assert.Equal((0, 0, 0), await StoredAsync());
        }
        Assert.Null((await Published.TryAsync(Workspace, "送审稿")).Refusal);
    }

    [Fact]
    public async Task Without_a_pdf_it_says_why()
    {
        await Published.WaiveAllAsync(Workspace);
        var result = await Published.TryAsync(Workspace, "送审稿", withPdf: false);
        using var visitor = await FormVisitor.SignInAsync(Workspace.Address, "author1");
        await visitor.GoAsync($"/reports/small/editions/{result.Number}");
        Assert.Contains("没有要求生成", visitor.Shown("edition-no-pdf"), StringComparison.Ordinal);
        Assert.Null(visitor.Page.QuerySelector("[data-testid=edition-file-pdf]"));
    }

    /// <summary>LibreOffice's place is taken by a program that makes an empty sheet of everything.</summary>
    [Fact]
    public async Task What_reading_the_files_back_has_shown_is_part_of_the_record()
    {
        var number = await Published.EditionAsync(Workspace, "送审稿");
        var record = EditionJson.Read<EditionRecord>((await FetchAsync(number))["record"]);
        Assert.Equal([], record.Checks.Where(check => check.Output != "pdf" && check.FaultCount > 0).Select(check => check.Rule));
        Assert.True(record.Checks.Single(check => check is { Output: "pdf", Rule: "titles" }).FaultCount > 0);
        using var visitor = await FormVisitor.SignInAsync(Workspace.Address, "author1");
        await visitor.GoAsync($"/reports/small/editions/{number}");
        var rows = visitor.Page.QuerySelectorAll("[data-testid=edition-check-row]");
        Assert.Equal(record.Checks.Select(check => $"{check.Output}-{check.Rule}"), rows.Select(row => row.GetAttribute("data-rule")));
        Assert.Contains(
            visitor.Page.QuerySelectorAll("[data-testid=edition-fault]"),
            fault => fault.TextContent.Contains("图 1-1 学校分布", StringComparison.Ordinal)
        );
        await visitor.GoAsync("/reports/small/publish");
        Assert.NotEqual("0", visitor.Page.QuerySelector("[data-testid=edition-check]")!.GetAttribute("data-faults"));
    }

    /// <summary>What stands in the database is no longer what was published.</summary>
    [Theory]
    [InlineData("piece")]
    [InlineData("gone")]
    [InlineData("swapped")]
    [InlineData("hash")]
    [InlineData("name")]
    public async Task Verify_finds_an_edition_that_is_not_what_was_published(string how)
    {
        await Published.EditionAsync(Workspace, "送审稿");
        await Workspace.StopAsync();
        Assert.Equal(0, (await VerifyCommandTests.InvokeAsync(Workspace.Database)).Status);
        await using (var db = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Workspace.Database};Pooling=False"))
        {
            db.Open();
            await using var command = db.CreateCommand();
            command.CommandText = how switch
            {
                "piece" => "UPDATE StoredPieces SET Bytes = x'00' WHERE Hash = (SELECT Hash FROM EditionFiles WHERE Kind = 1)",
                "gone" => "DELETE FROM StoredPieces WHERE Hash = (SELECT Hash FROM EditionFiles WHERE Kind = 3)",
                "swapped" => "UPDATE EditionFiles SET Hash = (SELECT Hash FROM EditionFiles WHERE Kind = 0) WHERE Kind = 2",
                "hash" => "UPDATE Editions SET Hash = lower(hex(randomblob(32)))",
                _ => "UPDATE Editions SET Name = '定稿'",
            };
            Assert.True(await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken) > 0);
        }
        var (status, _, error) = await VerifyCommandTests.InvokeAsync(Workspace.Database);
        Assert.Equal(1, status);
        Assert.Contains("small", error, StringComparison.Ordinal);
        await Workspace.StartAgainAsync();
    }
}
