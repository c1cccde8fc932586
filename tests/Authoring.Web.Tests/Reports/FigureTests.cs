using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Authoring.Tests;
using Authoring.Web.Documents;
using Authoring.Web.Figures;
using Authoring.Web.Import;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Reports;

/// <summary>
/// A picture is what its bytes say and comes from those who may write; what is refused is refused in words and leaves nothing behind.
/// </summary>
public sealed class FigureTests : IAsyncLifetime
{
    private const string Text = "sections/01-basic";
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() =>
        workspace = await RunningWorkspace.StartAsync(
            ("Upload:Pictures:MaxPerReport", "4"),
            ("Upload:Pictures:MaxSize", "100000"),
            ("Upload:Pictures:MaxTotalSize", "150000")
        );

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private sealed record Answer(HttpStatusCode Status, string Code, string Sentence, string Path, string Address);

    private async Task<Answer> SendAsync(
        string person,
        byte[] content,
        string name = "校门.png",
        string text = Text,
        Action<HttpRequestMessage>? change = null,
        string slug = "small"
    )
    {
        using var browser = await workspace.BrowseAsync(person);
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"/reports/{slug}/pictures?text={Uri.EscapeDataString(text)}&name={Uri.EscapeDataString(name)}"
        )
        {
            Content = new ByteArrayContent(content),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        change?.Invoke(request);
        using var answer = await browser.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(body.Length > 0 && body[0] == '{' ? body : "{}");
        string Of(string key) => json.RootElement.TryGetProperty(key, out var value) ? value.GetString()! : "";
        return new Answer(answer.StatusCode, Of("code"), Of("sentence"), Of("path"), Of("address"));
    }

    private async Task<List<string>> PathsAsync()
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        return await db.ReportFiles.OrderBy(f => f.Id).Select(f => f.Path).ToListAsync();
    }

    [Fact]
    public async Task A_picture_is_there_when_the_upload_is_answered_and_in_every_download()
    {
        var reports = workspace.Services.GetRequiredService<LiveReports>();
        var report = (await reports.FindForReadingAsync(await workspace.PersonAsync("editor"), "small"))!;
        await using var hub = await workspace.ConnectAsync("author1");
        await hub.CallAsync(
            "Push",
            $"small/{Text}",
            0,
            new[]
            {
                new
                {
                    id = "f1",
                    clientID = "f1",
                    changes = new object[]
                    {
                        SmallReport.First.Length,
                        new object[] { 0, "", "![校门](../images/校门.png \"红砖校门\"){#fig:gate}", "" },
                    },
                },
            }
        );
        Assert.Equal("missing-image", Assert.Single((await report.CompileNowAsync()).Report.Diagnostics).Code);

        var content = TestPicture.Png(3, 2);
        var answer = await SendAsync("author1", content);
        Assert.Equal((HttpStatusCode.OK, "images/校门.png"), (answer.Status, answer.Path));
        Assert.Empty((await report.CompileNowAsync()).Report.Diagnostics);

        using var reader = await workspace.BrowseAsync("city-reviewer");
        using var served = await reader.GetAsync(answer.Address);
        Assert.Equal(content, await served.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", served.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", served.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", served.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", served.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var plain = await reader.GetAsync(answer.Address.Split('?')[0]);
        Assert.Contains("must-revalidate", plain.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        using var led = await reader.GetAsync(answer.Address.Split('?')[0] + "?v=now");
        Assert.Equal((HttpStatusCode.Redirect, answer.Address), (led.StatusCode, led.Headers.Location!.ToString()));

        using var folder = new ZipArchive(await reader.GetStreamAsync("/reports/small/export/folder"));
        Assert.Equal(content.Length, folder.GetEntry("images/校门.png")!.Length);
        var html = await reader.GetStringAsync("/reports/small/export/html");
        Assert.Contains($"data:image/png;base64,{Convert.ToBase64String(content)}\" alt=\"红砖校门\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_picture_is_stored_once_whoever_sends_it_under_whatever_name()
    {
        var content = TestPicture.Png(3, 2);
        var paths = (
            await Task.WhenAll(
                SendAsync("author1", content, "a.png"),
                SendAsync("author2", content, "b.png"),
                SendAsync("author3", content, "c.jpg")
            )
        )
            .Select(a => a.Path)
            .Distinct();
        Assert.Single(paths);
        Assert.Equal(2, (await PathsAsync()).Count);
        Assert.Equal("images/map-2.png", (await SendAsync("author1", TestPicture.Png(5, 5), "MAP.PNG".ToLowerInvariant())).Path);
    }

    [Fact]
    public async Task Only_those_who_write_in_the_text_may_upload()
    {
        var content = TestPicture.Png(3, 2);
        await using (var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync())
        {
            db.Assignments.Add(
                new Assignment
                {
                    DocumentId = (await db.Documents.SingleAsync(d => d.Key == "01-basic")).Id,
                    PersonId = (await db.Users.SingleAsync(p => p.UserName == "author2")).Id,
                }
            );
            await db.SaveChangesAsync();
        }
        workspace.Services.GetRequiredService<Rights>().Forget();
        Assert.Equal((HttpStatusCode.Forbidden, "NotAllowed"), Code(await SendAsync("author1", content)));
        Assert.Equal(
            (HttpStatusCode.Forbidden, "NotAllowed"),
            Code(await SendAsync("city-reviewer", content, text: "sections/02-training"))
        );
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), Code(await SendAsync("author1", content, text: "sections/none")));
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), Code(await SendAsync("author1", content, text: "../other/sections/01-basic")));
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), Code(await SendAsync("author1", content, slug: "none")));
        using var stranger = await workspace.BrowseAsync();
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await stranger.PostAsync("/reports/small/pictures?text=sections/01-basic", new ByteArrayContent(content))).StatusCode
        );
        Assert.Equal(["images/map.png"], await PathsAsync());
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("author2", content)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("author1", content, text: "sections/02-training")).Status);
    }

    [Fact]
    public async Task Another_site_cannot_upload_with_somebodys_cookie()
    {
        var content = TestPicture.Png(3, 2);
        foreach (
            var change in new Action<HttpRequestMessage>[]
            {
                r => r.Headers.Add("Origin", "http://evil.example"),
                r => r.Headers.Add("Origin", "null"),
                r => r.Headers.Add("Sec-Fetch-Site", "cross-site"),
                r => r.Headers.Add("Sec-Fetch-Site", "same-site"),
                r => r.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain"),
                r => r.Content!.Headers.ContentType = new MediaTypeHeaderValue("multipart/form-data"),
                r => r.Content!.Headers.ContentType = null,
            }
        )
            Assert.Equal((HttpStatusCode.Forbidden, "OtherSite"), Code(await SendAsync("author1", content, change: change)));
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await SendAsync(
                    "author1",
                    content,
                    change: r => r.Headers.Add("Origin", workspace.Address.GetLeftPart(UriPartial.Authority))
                )
            ).Status
        );
    }

    private static readonly (string Code, byte[] Content)[] Hostile =
    [
        ("Markup", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray()),
        ("Markup", "<!doctype html><script>alert(1)</script>"u8.ToArray()),
        ("Gif", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B]),
        ("Damaged", TestPhoto.Jpeg(60, 40)[..700]),
        ("Damaged", [.. TestPhoto.Jpeg(60, 40)[..700], 0xFF, 0xD9]),
        ("Animated", [.. "RIFF"u8, 34, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 2, 0, 0, 0, 9, 0, 0, 9, 0, 0, .. "ANIM"u8, 0, 0, 0, 0]),
        ("Damaged", TestPicture.Png(3, 2)[..^20]),
        ("TooManyPixels", TestPicture.Png(50_000, 50_000)),
        ("TooManyPixels", TestPicture.Png(1, 30_000)),
        ("TooLarge", new byte[100_001]),
        ("Empty", []),
        ("Unknown", "%PDF-1.7"u8.ToArray()),
    ];

    [Fact]
    public async Task What_is_no_whole_picture_is_refused_in_words_whatever_it_is_called()
    {
        foreach (var (code, content) in Hostile)
        {
            var answer = await SendAsync("author1", content, "photo.png");
            Assert.Equal(code, answer.Code);
            Assert.Matches("[\u4e00-\u9fff]{4,}", answer.Sentence);
            Assert.DoesNotContain("{", answer.Sentence, StringComparison.Ordinal);
        }
        Assert.Equal(["images/map.png"], await PathsAsync());
    }

    [Fact]
    public async Task A_reports_limits_hold_for_everybody_together()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(1, 8).Select(i => SendAsync($"author{i % 3 + 1}", TestPicture.Png(i, 7), $"{i}.png"))
        );
        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.Equal("TooMany", answers.First(a => a.Status != HttpStatusCode.OK).Code);
        Assert.Equal(4, (await PathsAsync()).Count);
    }

    [Fact]
    public async Task All_pictures_together_have_a_limit()
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("author1", TestPicture.Png(3, 2, 90_000))).Status);
        Assert.Equal("ReportFull", (await SendAsync("author1", TestPicture.Png(3, 3, 90_000))).Code);
    }

    [Fact]
    public async Task An_uploaded_folder_is_held_to_the_same_checks()
    {
        static MemoryStream Zip(byte[] picture)
        {
            var stream = new MemoryStream();
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
                foreach (
                    var (path, content) in new[]
                    {
                        ("report.yml", "title: 甲\nbody: [s.md]\n"u8.ToArray()),
                        ("s.md", "# 章\n\n![图](images/x.png)\n"u8.ToArray()),
                        ("images/x.png", picture),
                    }
                )
                {
                    using var target = zip.CreateEntry(path).Open();
                    target.Write(content);
                }
            stream.Position = 0;
            return stream;
        }

        var cancellation = TestContext.Current.CancellationToken;
        async Task<UploadedFolder> ReadAsync(byte[] picture) =>
            await FolderUpload.ReadAsync(Zip(picture), "x.zip", new UploadLimits(), cancellation);
        Assert.Equal(["images/x.png"], (await ReadAsync(TestPicture.Png(3, 2))).Report.Files.Select(f => f.Path));
        foreach (
            var (answer, picture) in new[]
            {
                (PictureResult.TooManyPixels, TestPicture.Png(50_000, 50_000)),
                (PictureResult.Empty, []),
                (PictureResult.Damaged, TestPicture.Png(3, 2)[..^20]),
            }
        )
        {
            var refused = await Assert.ThrowsAsync<UploadException>(() => ReadAsync(picture));
            Assert.Equal((UploadFault.Picture, "images/x.png", answer), (refused.Fault, refused.Detail, refused.Picture));
        }
    }

    private static (HttpStatusCode, string) Code(Answer answer) => (answer.Status, answer.Code);
}
