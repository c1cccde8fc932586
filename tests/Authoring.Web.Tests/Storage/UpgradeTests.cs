using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Authoring.Web.Tests.CommandLine;
using Authoring.Web.Tests.Review;

namespace Authoring.Web.Tests.Storage;

/// <summary>
/// Nothing typed is lost: a database that an earlier version has left goes on with all it holds. One of each version lies in
/// <c>Upgrades/</c>, packed, beside what its pages said; with AUTHORING_ACCEPT=1 the one of this version is made anew.
/// </summary>
public sealed class UpgradeTests
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "tests", "Authoring.Web.Tests", "Storage", "Upgrades");

    private static readonly string ThisVersion = typeof(Workspace).Assembly.GetName().Version!.ToString(3);

    public static TheoryData<string> Kept() => [.. Directory.GetFiles(Folder, "*.db.gz").Select(f => Path.GetFileName(f)[..^6])];

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task A_kept_database_goes_on_with_all_it_holds(string version)
    {
        using var folder = new TemporaryFolder();
        var database = Path.Combine(folder.Path, "kept.db");
        await using (var packed = new GZipStream(File.OpenRead(Path.Combine(Folder, $"{version}.db.gz")), CompressionMode.Decompress))
        await using (var file = File.Create(database))
            await packed.CopyToAsync(file, TestContext.Current.CancellationToken);
        await using var office = new Office(
            await RunningWorkspace.StartAsync(("ConnectionStrings:Authoring", $"Data Source={database};Pooling=False"))
        );
        var kept = await File.ReadAllTextAsync(Path.Combine(Folder, $"{version}.json"), TestContext.Current.CancellationToken);
        Assert.Equal(kept.ReplaceLineEndings("\n"), await SeenAsync(office));
        // And it takes what is typed now.
        await office.TypeAsync("author1", Office.Training, "后来写的。");
        await office.Workspace.StopAsync();
        Assert.Equal(0, (await VerifyCommandTests.InvokeAsync(database)).Status);
        await office.Workspace.StartAgainAsync();
    }

    /// <summary>So that the next change of the schema finds this one.</summary>
    [Fact]
    public async Task The_database_of_this_version_is_kept()
    {
        var database = Path.Combine(Folder, $"{ThisVersion}.db.gz");
        if (Environment.GetEnvironmentVariable("AUTHORING_ACCEPT") == "1")
            await KeepAsync(database);
        Assert.True(File.Exists(database), $"{database} is missing: run this test once with AUTHORING_ACCEPT=1");
    }

    private static async Task KeepAsync(string database)
    {
        await using var office = new Office(await RunningWorkspace.StartAsync());
        await office.TypeAsync("author1", Office.Basic, "在校生 8,386 人。\n");
        await office.TypeAsync("author2", Office.Card, "第二段。\n");
        await office.TypeAsync("editor", Office.Training, "（建议）", suggests: true);
        var comment = new
        {
            version = 1,
            from = 0,
            to = 4,
            subject = "words",
            text = "请核对人数",
        };
        await (await office.HubAsync("author2")).CallAsync("Comment", Office.Basic, comment);
        await office.ActAsync("author1", Office.Basic, "submit", despiteComments: true);
        await office.ActAsync("school-reviewer", Office.Basic, "approve");
        var seen = await SeenAsync(office);
        await office.Workspace.StopAsync();
        Directory.CreateDirectory(Folder);
        await using (var packed = new GZipStream(File.Create(database), CompressionLevel.SmallestSize))
        await using (var file = File.OpenRead(office.Workspace.Database))
            await file.CopyToAsync(packed);
        await File.WriteAllTextAsync(Path.ChangeExtension(Path.ChangeExtension(database, null), "json"), seen);
        await office.Workspace.StartAgainAsync();
    }

    /// <summary>What people see of every text: its words and suggestions, what is said about it, and where it stands.</summary>
    private static async Task<string> SeenAsync(Office office)
    {
        var seen = new JsonObject();
        foreach (var document in new[] { Office.Basic, Office.Training, Office.Card })
        {
            var hub = await office.HubAsync("editor");
            var opened = await hub.CallAsync("Open", document);
            var comments = await hub.CallAsync("Comments", document);
            var review = (await office.LookAsync("editor", document)).GetProperty("review");
            seen[document] = new JsonObject
            {
                ["version"] = opened.GetProperty("version").GetInt32(),
                ["text"] = opened.GetProperty("text").GetString(),
                ["marks"] = JsonNode.Parse(opened.GetProperty("marks").GetRawText()),
                ["comments"] = JsonNode.Parse(comments.GetProperty("threads").GetRawText()),
                ["state"] = review.GetProperty("state").GetString(),
            };
        }
        return seen.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
    }
}
