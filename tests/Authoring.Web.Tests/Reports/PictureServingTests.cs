using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Authoring.Compile;
using Authoring.Tests;
using Authoring.Web.Figures;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SixLabors.ImageSharp;

namespace Authoring.Web.Tests.Reports;

/// <summary>Nothing leaves with a place in it; pages get pictures as large as they show them, print gets every pixel.</summary>
public sealed class PictureServingTests : IAsyncLifetime
{
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private sealed record Taken(string Path, string Address, string Thumbnail, int Width, int Height, bool IsCut);

    private static async Task<Taken> SendAsync(HttpClient browser, byte[] content, string name)
    {
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var answer = await browser.PostAsync($"/reports/small/pictures?text=sections/01-basic&name={name}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<Taken>())!;
    }

    private async Task<T> InDatabaseAsync<T>(Func<AuthoringDb, Task<T>> work)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        return await work(db);
    }

    private static bool HoldsPlace(byte[] content) => content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(TestPhoto.Place)) >= 0;

    private static (int, int) Size(byte[] content)
    {
        var found = Image.Identify(content);
        return (found.Width, found.Height);
    }

    private static readonly (string Name, byte[] Content)[] WithPlaces =
    [
        ("a.jpg", [.. TestPhoto.WithNotes(TestPhoto.Jpeg(120, 80), TestPhoto.Exif(6)), .. Encoding.ASCII.GetBytes(TestPhoto.Place)]),
        ("b.png", TestPhoto.WithNotes(TestPhoto.Png(120, 80), TestPhoto.Exif(6))),
        ("c.webp", TestPhoto.WithNotes(TestPhoto.WebP(120, 80), TestPhoto.Exif(6))),
        ("d.png", TestPhoto.WithNotes(TestPhoto.Png(120, 80), TestPhoto.Exif(1))),
    ];

    [Fact]
    public async Task Nothing_leaves_with_a_place_in_it()
    {
        using var browser = await workspace.BrowseAsync("author1");
        var taken = new List<Taken>();
        foreach (var (name, content) in WithPlaces)
            taken.Add(await SendAsync(browser, content, name));
        Assert.All(taken.Take(3), t => Assert.Equal((80, 120), (t.Width, t.Height)));
        Assert.Equal([true, false, false, false], taken.Select(t => t.IsCut));
        Assert.All(
            await InDatabaseAsync(db => db.ReportFiles.Select(f => f.Content).ToListAsync()),
            content => Assert.False(HoldsPlace(content))
        );
        await AssertNothingLeavesAsync(browser, taken.Select(t => t.Address));
    }

    /// <summary>Databases hold pictures that were stored before anybody looked for places in them.</summary>
    [Fact]
    public async Task What_was_stored_with_a_place_leaves_without_it()
    {
        using var browser = await workspace.BrowseAsync("author1");
        var addresses = new List<string>();
        foreach (var (name, content) in WithPlaces)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(content));
            var id = await InDatabaseAsync(async db =>
            {
                var file = new ReportFile
                {
                    ReportId = (await db.Reports.SingleAsync()).Id,
                    Path = $"images/{name}",
                    Hash = hash,
                    Content = content,
                };
                db.ReportFiles.Add(file);
                await db.SaveChangesAsync();
                return file.Id;
            });
            var info = new PictureInfo(id, ImageFacts.Read(content), hash);
            await workspace.Services.GetRequiredService<LiveReports>().PictureAddedAsync("small", $"images/{name}", info);
            addresses.Add(PictureAddress.Of("small", $"images/{name}", info));
        }
        await AssertNothingLeavesAsync(browser, addresses);
        // The same picture once more is known, though it is stored as it came.
        Assert.Equal("images/a.jpg", (await SendAsync(browser, WithPlaces[0].Content, "new.jpg")).Path);
    }

    private static async Task AssertNothingLeavesAsync(HttpClient browser, IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        foreach (var size in new[] { "", "&size=thumbnail", "&size=original", "&size=none" })
        {
            var served = await browser.GetByteArrayAsync(address + size);
            Assert.False(HoldsPlace(served), address + size);
            Assert.NotEqual((0, 0), Size(served));
        }
        await using (var stream = await browser.GetStreamAsync("/reports/small/export/folder"))
        {
            using var folder = new ZipArchive(stream);
            foreach (var entry in folder.Entries.Where(e => e.Name.Length > 0))
            {
                using var content = new MemoryStream();
                await using (var source = await entry.OpenAsync())
                    await source.CopyToAsync(content);
                Assert.False(HoldsPlace(content.ToArray()), entry.FullName);
            }
        }
        var html = await browser.GetStringAsync("/reports/small/export/html");
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.ASCII.GetBytes(TestPhoto.Place))[..12], html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_gets_a_picture_as_large_as_it_shows_it_and_print_gets_every_pixel()
    {
        using var browser = await workspace.BrowseAsync("author1");
        var photo = TestPhoto.Jpeg(2_400, 1_200);
        var taken = await SendAsync(browser, photo, "a.jpg");
        Assert.Equal((2_400, 1_200), (taken.Width, taken.Height));
        var many = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => browser.GetByteArrayAsync(taken.Address)));
        Assert.All(many, served => Assert.Equal(many[0], served));
        Assert.Equal((1_600, 800), Size(many[0]));
        Assert.Equal((400, 200), Size(await browser.GetByteArrayAsync(taken.Thumbnail)));
        Assert.Equal(photo, await browser.GetByteArrayAsync(taken.Address + "&size=original"));
        Assert.Equal(
            [400, 1_600],
            await InDatabaseAsync(db => db.PictureRenditions.OrderBy(r => r.Longest).Select(r => r.Longest).ToListAsync())
        );

        using var first = await browser.GetAsync(taken.Thumbnail);
        Assert.Contains("immutable", first.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, taken.Thumbnail) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var unchanged = await browser.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        using var led = await browser.GetAsync(taken.Thumbnail.Replace("?v=", "?v=0", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.Redirect, taken.Thumbnail), (led.StatusCode, led.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task A_turned_photograph_reaches_pages_upright_and_print_as_it_came()
    {
        using var browser = await workspace.BrowseAsync("author1");
        var taken = await SendAsync(browser, TestPhoto.WithNotes(TestPhoto.Jpeg(300, 200), TestPhoto.Exif(8)), "a.jpg");
        Assert.Equal((200, 300), (taken.Width, taken.Height));
        var served = ImageFacts.Read(await browser.GetByteArrayAsync(taken.Address))!;
        Assert.Equal((200, 300, 1), (served.Width, served.Height, served.Orientation));
        var original = ImageFacts.Read(await browser.GetByteArrayAsync(taken.Address + "&size=original"))!;
        Assert.Equal((200, 300, 8), (original.Width, original.Height, original.Orientation));
    }

    [Fact]
    public async Task A_picture_that_takes_too_long_is_given_up_and_the_next_one_is_taken()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var slow = new PictureLimits { MaxDecoding = TimeSpan.FromMilliseconds(1) };
        Assert.Equal(PictureResult.TooSlow, (await PictureIntake.TakeAsync(TestPhoto.Jpeg(3_000, 2_000), slow, cancellation)).Answer);
        Assert.Equal(PictureResult.Done, (await PictureIntake.TakeAsync(TestPhoto.Jpeg(30, 20), new PictureLimits(), cancellation)).Answer);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            PictureIntake.TakeAsync(TestPhoto.Jpeg(30, 20), new PictureLimits(), gone.Token)
        );
    }

    [Fact]
    public async Task Pictures_of_print_shops_and_scanners_are_taken()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "pictures", "cmyk.jpg");
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(
            PictureResult.Done,
            (await PictureIntake.TakeAsync(await File.ReadAllBytesAsync(file, cancellation), new PictureLimits(), cancellation)).Answer
        );
        var deep = TestPhoto.Saved(
            TestPhoto.Drawn(60, 40).CloneAs<SixLabors.ImageSharp.PixelFormats.Rgba64>(),
            new SixLabors.ImageSharp.Formats.Png.PngEncoder { BitDepth = SixLabors.ImageSharp.Formats.Png.PngBitDepth.Bit16 }
        );
        var taken = await PictureIntake.TakeAsync(deep, new PictureLimits(), cancellation);
        Assert.Equal((PictureResult.Done, 16), (taken.Answer, (int)taken.Content[24]));
        // Turned for good, its depth stays.
        var turned = await PictureIntake.TakeAsync(TestPhoto.WithNotes(deep, TestPhoto.Exif(6)), new PictureLimits(), cancellation);
        Assert.Equal((PictureResult.Done, 16, 40), (turned.Answer, (int)turned.Content[24], turned.Facts!.Width));
    }
}
