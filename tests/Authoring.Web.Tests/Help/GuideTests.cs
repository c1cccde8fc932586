using System.Net;
using System.Text.RegularExpressions;
using Authoring.Web.Help;

namespace Authoring.Web.Tests.Help;

/// <summary>Everything that a guide shows or leads to is there, and its pictures are small.</summary>
public sealed partial class GuideTests : IAsyncLifetime
{
    private const int MostBytes = 130_000;

    private static readonly string Folder = Path.Combine(Checkout.Root, "docs", "guide");

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public async ValueTask DisposeAsync() => await workspace.DisposeAsync();

    public static TheoryData<string> All => [.. Guides.Names];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_picture_and_every_link_of_a_guide_is_there(string guide)
    {
        using var browser = await workspace.BrowseAsync("author1");
        var html = Guides.Html(guide)!;
        Assert.Contains("<img", html, StringComparison.Ordinal);
        foreach (var address in Targets().Matches(html).Select(match => match.Groups[1].Value))
        {
            using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{guide}: {address}: {answer.StatusCode}");
        }
        Assert.Contains("<article", await browser.GetStringAsync(new Uri($"/help/{guide}", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_picture_is_shown_and_small_and_every_guide_is_listed()
    {
        var shown = Guides
            .Names.SelectMany(name => Targets().Matches(Guides.Html(name)!))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        foreach (var picture in Directory.EnumerateFiles(Path.Combine(Folder, "pictures")))
        {
            Assert.Contains($"/help/pictures/{Path.GetFileName(picture)}", shown);
            Assert.True(new FileInfo(picture).Length <= MostBytes, $"{picture} has more than {MostBytes} bytes");
        }
        Assert.Equal(Guides.Names.Order(), Directory.EnumerateFiles(Folder, "*.md").Select(Path.GetFileNameWithoutExtension).Order());
    }

    [Theory]
    [InlineData("/help/none")]
    [InlineData("/help/pictures/none.jpg")]
    [InlineData("/help/pictures/..%2Fwriter.md")]
    public async Task What_is_not_there_is_not_found(string address)
    {
        using var browser = await workspace.BrowseAsync("author1");
        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [GeneratedRegex("(?:src|href)=\"([^\"#]+)\"")]
    private static partial Regex Targets();
}
