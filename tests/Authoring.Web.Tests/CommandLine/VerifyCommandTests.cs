using Authoring.Web.CommandLine;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.CommandLine;

/// <summary><c>verify</c> says which texts are whole, and answers with its exit status.</summary>
public sealed class VerifyCommandTests
{
    internal static async Task<(int Status, string Output, string Error)> InvokeAsync(string database)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var status = await VerifyCommand
            .Create(Workspace.Build)
            .Parse(["--database", database])
            .InvokeAsync(new() { Output = output, Error = error });
        return (status, output.ToString(), error.ToString());
    }

    [Fact]
    public async Task A_whole_database_is_0_and_a_damaged_one_is_1()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await using (var author = await workspace.ConnectAsync("author1"))
        {
            await author.CallAsync("Open", "small/sections/01-basic");
            await author.CallAsync(
                "Push",
                "small/sections/01-basic",
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
        }
        var (status, output, error) = await InvokeAsync(workspace.Database);
        Assert.Equal((0, ""), (status, error));
        Assert.Contains("small/sections/01-basic.md  1 ", output, StringComparison.Ordinal);

        await using (var connection = new SqliteConnection($"Data Source={workspace.Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var damage = connection.CreateCommand();
            damage.CommandText = """UPDATE "Updates" SET "Changes" = '[[0,"字"],3]'""";
            await damage.ExecuteNonQueryAsync();
        }
        (status, _, error) = await InvokeAsync(workspace.Database);
        Assert.Equal(1, status);
        Assert.Contains("small/sections/01-basic.md", error, StringComparison.Ordinal);
    }

    private static async Task DamageAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Foreign Keys=False");
        await connection.OpenAsync();
        await using var damage = connection.CreateCommand();
        damage.CommandText = sql;
        await damage.ExecuteNonQueryAsync();
    }

    [Theory]
    [InlineData("""UPDATE "ReportFiles" SET "Content" = zeroblob(length("Content"))""", "small/images/", "图片")]
    [InlineData("""UPDATE "ReportFiles" SET "Content" = x''""", "small/images/", "图片")]
    [InlineData("""UPDATE "ReportFiles" SET "Hash" = ''""", "small/images/", "图片")]
    [InlineData("""UPDATE "Snapshots" SET "Text" = "Text" || '多出的字'""", "small/sections/01-basic.md", "最初的文本")]
    [InlineData("""UPDATE "Updates" SET "PersonId" = "PersonId" + 1""", "small/sections/01-basic.md", "第 1 版")]
    [InlineData("""UPDATE "Updates" SET "At" = 0""", "small/sections/01-basic.md", "时间")]
    [InlineData("""DELETE FROM "Updates" """, "small/sections/01-basic.md", "最后 3 次修改不见了")]
    [InlineData("""DELETE FROM "Updates" WHERE "Version" > 1""", "small/sections/01-basic.md", "最后 2 次修改不见了")]
    [InlineData("""DELETE FROM "LogHeads" """, "small/cases/c01.md", "校验值")]
    [InlineData("""DELETE FROM "ReportFiles" WHERE "Id" = 1""", "ReportFiles", "不见了")]
    [InlineData("""DELETE FROM "ReviewActs" """, "ReviewActs", "不见了")]
    [InlineData("""DELETE FROM "CommentEntries" """, "CommentEntries", "不见了")]
    [InlineData("""UPDATE "EditingClients" SET "PersonId" = "PersonId" + 1""", "small/sections/01-basic.md", "客户端标识")]
    [InlineData("""DELETE FROM "EditingClients" """, "small/sections/01-basic.md", "客户端标识")]
    [InlineData("""UPDATE "Documents" SET "ReportId" = 99 WHERE "Id" = 1""", "Documents", "不存在")]
    [InlineData("""DELETE FROM "Reports" """, "Documents", "不存在")]
    public async Task Whatever_was_altered_by_hand_is_named_in_words(string damage, string place, string word)
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await using (var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync())
        {
            var content = TestPicture.Png(2, 2);
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
            db.ReportFiles.Add(
                new ReportFile
                {
                    ReportId = 1,
                    Path = "images/校门.png",
                    Hash = hash,
                    Content = content,
                }
            );
            await db.SaveChangesAsync();
        }
        await using (var author = await workspace.ConnectAsync("author1"))
        {
            await author.CallAsync("Open", "small/sections/01-basic");
            for (var i = 0; i < 3; i++)
                await author.CallAsync(
                    "Push",
                    "small/sections/01-basic",
                    i,
                    new[]
                    {
                        new
                        {
                            id = $"u{i}",
                            clientID = "c",
                            changes = new object[] { new object[] { 0, "字" }, SmallReport.First.Length + i },
                        },
                    }
                );
        }
        await using (var office = new Review.Office(workspace, isOwner: false))
        {
            await office.CommentAsync("city-reviewer", Review.Office.Basic, "请核实");
            await office.ActAsync("author1", Review.Office.Basic, "submit", despiteComments: true);
        }
        await workspace.StopAsync();
        var (status, _, error) = await InvokeAsync(workspace.Database);
        Assert.Equal((0, ""), (status, error));

        await DamageAsync(workspace.Database, damage);
        (status, _, error) = await InvokeAsync(workspace.Database);
        Assert.Equal(1, status);
        Assert.Contains(place, error, StringComparison.Ordinal);
        Assert.Contains(word, error, StringComparison.Ordinal);
        await workspace.StartAgainAsync();
    }

    [Fact]
    public async Task A_damaged_page_of_the_file_is_1_and_said()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await workspace.StopAsync();
        var bytes = await File.ReadAllBytesAsync(workspace.Database);
        var whole = bytes.ToArray();
        Array.Clear(bytes, bytes.Length / 2 / 4096 * 4096, 8192);
        await File.WriteAllBytesAsync(workspace.Database, bytes);
        var (status, _, error) = await InvokeAsync(workspace.Database);
        Assert.Equal(1, status);
        Assert.Contains("数据库文件有损坏", error, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(workspace.Database, whole);
        await workspace.StartAgainAsync();
    }

    [Fact]
    public async Task A_database_of_an_earlier_version_is_2_and_afterwards_says_where_its_chains_begin()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "old.db");
        await using (
            var db = new AuthoringDb(new DbContextOptionsBuilder<AuthoringDb>().UseSqlite($"Data Source={file};Pooling=False").Options)
        )
            await db.Database.MigrateAsync();
        await DamageAsync(
            file,
            """
            INSERT INTO "Reports" ("Id", "Slug", "Title", "Definition") VALUES (1, 'old', '旧报告', 'title: 旧报告');
            INSERT INTO "Documents" ("Id", "ReportId", "Kind", "Key", "Path") VALUES (1, 1, 0, '01-basic', 'sections/01-basic.md');
            INSERT INTO "Snapshots" ("DocumentId", "Version", "Text") VALUES (1, 0, '');
            INSERT INTO "Updates" ("DocumentId", "Version", "PersonId", "ClientId", "UpdateId", "At", "Changes") VALUES (1, 1, 1, 'c', 'u', 0, '[[0,"字"]]');
            CREATE TABLE "Applied" AS SELECT * FROM "__EFMigrationsHistory";
            DELETE FROM "__EFMigrationsHistory";
            INSERT INTO "EditingClients" ("ClientId", "PersonId") VALUES ('c', 1);
            """
        );
        var (status, _, error) = await InvokeAsync(file);
        Assert.Equal((2, 1), (status, error.Count(c => c == '\n')));
        await DamageAsync(file, """INSERT INTO "__EFMigrationsHistory" SELECT * FROM "Applied"; DROP TABLE "Applied";""");

        await using (
            var workspace = await RunningWorkspace.StartAsync(("ConnectionStrings:Authoring", $"Data Source={file};Pooling=False"))
        ) { }
        (status, var output, error) = await InvokeAsync(file);
        Assert.Equal((0, ""), (status, error));
        Assert.Contains("校验链从第 1 版建立", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_database_is_2_with_one_line()
    {
        var (status, output, error) = await InvokeAsync("/nowhere/none.db");
        Assert.Equal((2, "", 1), (status, output, error.Count(c => c == '\n')));
    }

    [Fact]
    public async Task Another_file_is_2_with_one_line()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "note.txt");
        await File.WriteAllTextAsync(file, "这不是数据库，只是一份普通的文字。".PadRight(200, '。'));
        var (status, _, error) = await InvokeAsync(file);
        Assert.Equal((2, 1), (status, error.Count(c => c == '\n')));
    }
}
