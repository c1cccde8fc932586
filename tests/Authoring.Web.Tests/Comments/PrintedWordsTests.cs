using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Authoring.Compile;
using Authoring.Text;
using Authoring.Web.Comments;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Comments;

/// <summary>
/// A comment on what was selected where a text is printed stands on exactly these words where it is written, whatever signs, suggestions
/// and other texts lie around them.
/// </summary>
public sealed partial class PrintedWordsTests : IAsyncLifetime
{
    private const string Path = "sections/01-basic.md";

    private static readonly string Folder = System.IO.Path.Combine(Checkout.Root, "seed", "report");

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public async ValueTask DisposeAsync() => await workspace.DisposeAsync();

    private static ProjectedText Text(string source) => new(Path, 3, TrackedText.Plain(Rope.From(source)), Projection.Final);

    /// <summary>`[…]` is what the comment is about.</summary>
    private static string Shown(string source, PrintedWords words)
    {
        var (from, to) = words.PlaceIn(Text(source));
        return source.Insert(to, "]").Insert(from, "[");
    }

    private static PrintedWords Block(int line, int? until) => new(Path, 3, null, null, line, until);

    [Fact]
    public void What_is_exact_stays_where_it_is() =>
        Assert.Equal("全市有**[六所]**学校", Shown("全市有**六所**学校", new PrintedWords(Path, 3, 5, 7, 1)));

    [Theory]
    [InlineData(3, 5, "# 题\n\n[见图 1]\n\n下一段\n")]
    [InlineData(5, null, "# 题\n\n见图 1\n\n[下一段]\n")]
    [InlineData(99, null, "# 题\n\n见图 1\n\n下一段\n[]")]
    public void What_is_not_exact_is_its_block(int line, int? until, string expected) =>
        Assert.Equal(expected, Shown("# 题\n\n见图 1\n\n下一段\n", Block(line, until)));

    [Fact]
    public void The_title_of_a_card_is_its_line() =>
        Assert.Equal("---\nid: c01\n[title: 题]\n---\n\n文\n", Shown("---\nid: c01\ntitle: 题\n---\n\n文\n", Block(1, 6)));

    [Fact]
    public void What_is_suggested_to_be_removed_is_passed_over()
    {
        var marks = Marks.Of([new Suggestion("s", "2", 0, Ranges.Empty, Ranges.Of(1, 3))]);
        var text = new ProjectedText(Path, 3, new TrackedText(Rope.From("甲乙丙丁"), marks), Projection.Final);
        Assert.Equal("甲丁", text.Text.ToString());
        Assert.Equal(new TextRange(3, 4), new PrintedWords(Path, 3, 1, 2, 1).PlaceIn(text));
        Assert.Equal(new TextRange(0, 4), new PrintedWords(Path, 3, 0, 2, 1).PlaceIn(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"path":"x","line":1,"quote":""}""")]
    [InlineData("""{"line":1,"quote":"a"}""")]
    [InlineData("""{"path":"x","line":"one","quote":"a"}""")]
    public void What_says_nothing_of_the_kind_is_nothing(string said) => Assert.Null(PrintedWords.Read(said));

    /// <summary>Of the sample: words between signs, in cells, captions and notes.</summary>
    [Fact]
    public void Every_place_on_the_page_is_that_of_its_words()
    {
        var report = Compiler.CompileFolder(Folder);
        var (all, without) = (0, 0);
        foreach (var part in report.Reading("/read", versions: _ => 0))
        {
            foreach (Match word in Placed().Matches(part.Html))
            {
                var source = Source(CardAround(part.Html, word.Index) ?? part.Path);
                var printed = WebUtility.HtmlDecode(word.Groups["words"].Value);
                Assert.Equal(printed, source.Substring(int.Parse(word.Groups["at"].Value, CultureInfo.InvariantCulture), printed.Length));
                all++;
            }
            without += Bare().Count(part.Html);
        }
        Assert.True(all > 300, $"{all} placed words are too few to be all");
        Assert.True(without < all / 20, $"{without} paragraphs begin with words that have no place");
    }

    private static string Source(string path) => File.ReadAllText(System.IO.Path.Combine(Folder, path));

    private static string? CardAround(string html, int at)
    {
        var start = html.LastIndexOf("<section class=\"case\"", at, StringComparison.Ordinal);
        return start < 0 || html.IndexOf("</section>", start, StringComparison.Ordinal) < at
            ? null
            : Card().Match(html, start).Groups[1].Value;
    }

    [Fact]
    public async Task A_comment_from_the_printed_page_is_where_all_comments_are()
    {
        using var reader = await workspace.BrowseAsync("city-reviewer");
        var page = await reader.GetStringAsync(new Uri("/reports/small/read", UriKind.Relative));
        Assert.Contains("data-path=\"sections/01-basic.md\" data-version=\"0\"", page, StringComparison.Ordinal);
        var at = SmallReport.First.IndexOf("学校", StringComparison.Ordinal);
        using var answer = await SayAsync(reader, "small", new PrintedWords(Path, 0, at, at + 2, 1));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var address = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("address").GetString()!;
        Assert.Contains("#comment-", address, StringComparison.Ordinal);
        await using var writer = await workspace.ConnectAsync("author1");
        var thread = (await writer.CallAsync("Comments", "small/sections/01-basic")).GetProperty("threads")[0];
        Assert.Equal(
            (at, at + 2, "学校", "words"),
            (
                thread.GetProperty("from").GetInt32(),
                thread.GetProperty("to").GetInt32(),
                thread.GetProperty("quote").GetString(),
                thread.GetProperty("subject").GetString()
            )
        );
    }

    [Theory]
    [InlineData("outsider", "small", "sections/01-basic.md", 0, HttpStatusCode.NotFound)]
    [InlineData("author1", "none", "sections/01-basic.md", 0, HttpStatusCode.NotFound)]
    [InlineData("author1", "small", "sections/none.md", 0, HttpStatusCode.NotFound)]
    [InlineData("author1", "small", "sections/01-basic.md", 999, HttpStatusCode.NotFound)]
    public async Task Who_may_not_and_what_is_not_there_is_refused(
        string who,
        string slug,
        string path,
        int version,
        HttpStatusCode expected
    )
    {
        await using (var scope = workspace.Services.CreateAsyncScope())
            await scope
                .ServiceProvider.GetRequiredService<UserManager<Person>>()
                .CreateAsync(new Person { UserName = "outsider", DisplayName = "外人" }, "demo-2025");
        using var browser = await workspace.BrowseAsync(who);
        using var answer = await SayAsync(browser, slug, new PrintedWords(path, version, 0, 1, 1));
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Another_site_says_nothing_here()
    {
        using var browser = await workspace.BrowseAsync("author1");
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using var answer = await SayAsync(browser, "small", new PrintedWords(Path, 0, 0, 1, 1));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> SayAsync(HttpClient browser, string slug, PrintedWords selected) =>
        browser.PostAsJsonAsync($"/reports/{slug}/comments/printed", new { selected, words = "请写明是哪几所" });

    [GeneratedRegex("<span data-at=\"(?<at>\\d+)\">(?<words>[^<]*)</span>", RegexOptions.ExplicitCapture)]
    private static partial Regex Placed();

    [GeneratedRegex("<p data-block=\"\\d+\">[^<]")]
    private static partial Regex Bare();

    [GeneratedRegex("data-path=\"([^\"]*)\"")]
    private static partial Regex Card();
}
