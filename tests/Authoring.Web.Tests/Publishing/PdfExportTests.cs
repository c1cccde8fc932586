using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Authoring.Web.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Publishing;

/// <summary>Through the front door: who may read a report takes its PDF, nobody else; whatever fails is a sentence.</summary>
public sealed class PdfExportTests
{
    private const string Address = "/reports/small/export/pdf";

    private static Task<RunningWorkspace> StartAsync(string program, params (string, string)[] more) =>
        RunningWorkspace.StartAsync([("Publishing:LibreOffice", program), .. more]);

    /// <summary>A PDF in which each bookmark of the Word file lies on a sheet of its own.</summary>
    private static byte[] PdfOf(XDocument word)
    {
        var names = word.Descendants().Where(e => e.Name.LocalName == "bookmarkStart").Select(e => e.Attributes().Last().Value).ToList();
        return SmallPdf.Write(
            names.Count,
            names.Index().ToDictionary(name => name.Item.Replace("_", "5F", StringComparison.Ordinal), name => name.Index + 1)
        );
    }

    [Fact]
    public async Task By_role_as_every_other_download()
    {
        using var fake = FakeOffice.Working();
        await using var workspace = await StartAsync(fake.Program);
        await using (var scope = workspace.Services.CreateAsyncScope())
            await scope
                .ServiceProvider.GetRequiredService<UserManager<Person>>()
                .CreateAsync(new Person { UserName = "outsider", DisplayName = "外人" }, "demo-2025");
        foreach (
            var (name, status) in new[]
            {
                (null, HttpStatusCode.Redirect),
                ("outsider", HttpStatusCode.NotFound),
                ("author1", HttpStatusCode.OK),
            }
        )
        {
            using var browser = await workspace.BrowseAsync(name);
            using var answer = await browser.GetAsync(Address);
            Assert.Equal(status, answer.StatusCode);
        }
        Assert.Single(fake.Lines("passes"));
        using var author = await workspace.BrowseAsync("author1");
        using var pdf = await author.GetAsync(Address);
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType?.MediaType);
        Assert.Equal("small.pdf", pdf.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal(HttpStatusCode.BadRequest, (await author.GetAsync($"{Address}?projection=none")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await author.GetAsync($"{Address}?of=none")).StatusCode);
    }

    [Fact]
    public async Task Two_who_ask_at_once_share_one_conversion_and_word_has_its_pages()
    {
        using var fake = FakeOffice.Working();
        await using var workspace = await StartAsync(fake.Program);
        using var browser = await workspace.BrowseAsync("author1");
        var word = await WordAsync(browser);
        Assert.All(PagesIn(word), page => Assert.Equal("–", page));
        fake.Has("made.pdf", PdfOf(word));
        var both = await Task.WhenAll(browser.GetByteArrayAsync(Address), browser.GetByteArrayAsync(Address));
        Assert.Equal(both[0], both[1]);
        Assert.Equal(2, fake.Lines("passes").Length);
        var pages = PagesIn(await WordAsync(browser));
        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.True(int.TryParse(page, out _), page));
        Assert.Equal(2, fake.Lines("passes").Length);
    }

    private static async Task<XDocument> WordAsync(HttpClient browser)
    {
        var file = await browser.GetByteArrayAsync("/reports/small/export/docx");
        await using var word = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        await using var stream = await word.GetEntry("word/document.xml")!.OpenAsync();
        return await XDocument.LoadAsync(stream, LoadOptions.None, CancellationToken.None);
    }

    /// <summary>What contents and lists say.</summary>
    private static List<string> PagesIn(XDocument word) =>
        [
            .. word.Descendants()
                .Where(e => e.Name.LocalName == "hyperlink" && e.Descendants().Any(d => d.Name.LocalName == "tab"))
                .Select(e => e.Descendants().Last(d => d.Name.LocalName == "t").Value),
        ];

    public static TheoryData<string, HttpStatusCode, string> Failures =>
        new()
        {
            { "kill -KILL $$", HttpStatusCode.BadGateway, "Killed" },
            { "echo 'No space left on device' >&2; exit 1", HttpStatusCode.InsufficientStorage, "DiskFull" },
            { "exit 0", HttpStatusCode.BadGateway, "NothingMade" },
            { "mkfifo \"$here/never\"; read < \"$here/never\"", HttpStatusCode.GatewayTimeout, "TimedOut" },
        };

    [Theory, MemberData(nameof(Failures))]
    public async Task Whatever_fails_is_a_sentence(string script, HttpStatusCode status, string code)
    {
        using var fake = new FakeOffice(script);
        await using var workspace = await StartAsync(
            fake.Program,
            ("Publishing:TimeLimit", "00:00:02"),
            ("Publishing:FileMegabytes", code == "DiskFull" ? "2000000000" : "300")
        );
        await AssertRefusedAsync(workspace, status, code);
    }

    [Fact]
    public async Task Without_libreoffice_it_says_what_to_install_and_all_else_works()
    {
        await using var workspace = await StartAsync("/no/such/soffice");
        Assert.Contains(
            "apt install libreoffice-writer-nogui",
            await AssertRefusedAsync(workspace, HttpStatusCode.ServiceUnavailable, "NotInstalled"),
            StringComparison.Ordinal
        );
        using var browser = await workspace.BrowseAsync("author1");
        foreach (var kind in new[] { "docx", "html", "folder", "json" })
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/reports/small/export/{kind}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/reports/small")).StatusCode);
    }

    /// <summary>The sentence: for scripts in a problem, for people by itself.</summary>
    private static async Task<string> AssertRefusedAsync(RunningWorkspace workspace, HttpStatusCode status, string code)
    {
        using var browser = await workspace.BrowseAsync("author1");
        using var answer = await browser.GetAsync(Address);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        using var forPeople = await browser.GetAsync(Address);
        Assert.Equal(problem.GetProperty("detail").GetString(), await forPeople.Content.ReadAsStringAsync());
        Assert.EndsWith("。", await forPeople.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return problem.GetProperty("detail").GetString()!;
    }
}
