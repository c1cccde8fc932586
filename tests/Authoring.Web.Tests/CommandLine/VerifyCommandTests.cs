using Authoring.Web.CommandLine;
using Microsoft.Data.Sqlite;

namespace Authoring.Web.Tests.CommandLine;

/// <summary><c>verify</c> says which texts are whole, and answers with its exit status.</summary>
public sealed class VerifyCommandTests
{
    private static async Task<(int Status, string Output, string Error)> InvokeAsync(string database)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var status = await VerifyCommand.Create().Parse(["--database", database]).InvokeAsync(new() { Output = output, Error = error });
        return (status, output.ToString(), error.ToString());
    }

    [Fact]
    public async Task A_whole_database_is_0_and_a_damaged_one_is_1()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await using (var author = await workspace.ConnectAsync("author1"))
        {
            await author.CallAsync("Open", "small/sections/01-basic");
            await author.CallAsync("Push", "small/sections/01-basic", 0, new[] { new { id = "u", clientID = "c", changes = new object[] { new object[] { 0, "字" }, SmallReport.First.Length } } });
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
