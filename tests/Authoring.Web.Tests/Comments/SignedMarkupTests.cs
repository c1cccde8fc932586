using System.IO.Compression;
using System.Xml.Linq;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Comments;

/// <summary>A Word file with suggestions says whose they are, and brings the comments with it.</summary>
public sealed class SignedMarkupTests : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static readonly int At = SmallReport.First.IndexOf("现有", StringComparison.Ordinal);

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    [Fact]
    public async Task The_marked_up_file_names_who_suggests_and_holds_what_was_said()
    {
        await using var author = await workspace.ConnectAsync("author1");
        await using var reviewer = await workspace.ConnectAsync("city-reviewer");
        var length = SmallReport.First.Length;
        object[] changes = [At, new object[] { 0, "目前" }, length - At];
        var marks = new object[] { new { id = "s1", insert = new[] { new[] { At, At + 2 } } } };
        await author.CallAsync(
            "Push",
            Document,
            0,
            new[]
            {
                new
                {
                    id = "u1",
                    clientID = "c1",
                    changes,
                    suggests = true,
                    marks,
                },
            }
        );
        var comment = new
        {
            version = 1,
            from = At + 2,
            to = At + 4,
            subject = "words",
            text = "请核实",
            mentions = Array.Empty<string>(),
        };
        var thread = (await reviewer.CallAsync("Comment", Document, comment)).GetInt32();
        await author.CallAsync("Reply", Document, thread, new { text = "已核实", mentions = Array.Empty<string>() });

        using var browser = await workspace.BrowseAsync("author1");
        var bytes = await browser.GetByteArrayAsync("/reports/small/export/docx?projection=marked-up");
        var inserted = Assert.Single(Part(bytes, "document").Descendants(W + "ins"));
        Assert.Equal(("目前", await NameAsync("author1")), (inserted.Value, inserted.Attribute(W + "author")!.Value));
        Assert.NotNull(inserted.Attribute(W + "date"));
        Assert.Equal(
            [$"{await NameAsync("city-reviewer")} 请核实", $"{await NameAsync("author1")} 已核实"],
            Part(bytes, "comments").Descendants(W + "comment").Select(c => $"{c.Attribute(W + "author")!.Value} {c.Value}")
        );
        var nodes = Part(bytes, "document").Descendants().ToList();
        var held = nodes
            .SkipWhile(node => node.Name != W + "commentRangeStart")
            .TakeWhile(node => node.Name != W + "commentRangeEnd")
            .Where(node => node.Name == W + "t");
        Assert.Equal("现有", string.Concat(held.Select(node => node.Value)));
        var final = await browser.GetByteArrayAsync("/reports/small/export/docx");
        Assert.Empty(Part(final, "document").Descendants(W + "ins"));
    }

    private async Task<string> NameAsync(string account)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        return await db.Users.Where(person => person.UserName == account).Select(person => person.DisplayName).SingleAsync();
    }

    private static XDocument Part(byte[] file, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var stream = zip.GetEntry($"word/{name}.xml")!.Open();
        return XDocument.Load(stream);
    }
}
