using Authoring.Compile.Pictures;
using Authoring.Tests;

namespace Authoring.Compile.Tests.Pictures;

/// <summary>A picture is what its bytes say; bytes that lie or end early are no picture, and nothing worse.</summary>
public sealed class ImageFactsTests
{
    private static readonly byte[] Gif = [.. "GIF89a"u8, 0x80, 2, 0x68, 1, 0, 0, 0];
    private static readonly byte[] Png = TestPhoto.Png(640, 360),
        Jpeg = TestPhoto.Jpeg(640, 360),
        WebPLossy = TestPhoto.WebP(640, 360);
    private static readonly byte[] WebPLossless = TestPhoto.WebP(640, 360, isLossless: true);
    private static readonly byte[] WebPExtended = TestPhoto.WithNotes(TestPhoto.WebP(640, 360), TestPhoto.Exif(1));

    public static TheoryData<string, byte[]> Pictures() =>
        new()
        {
            { "image/png", Png },
            { "image/gif", Gif },
            { "image/jpeg", Jpeg },
            { "image/webp", WebPLossy },
            { "image/webp", WebPLossless },
            { "image/webp", WebPExtended },
        };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Type_and_size_are_read(string mediaType, byte[] bytes)
    {
        Assert.Equal(new ImageFacts(640, 360, mediaType), ImageFacts.Read(bytes));
        using var stream = new MemoryStream(bytes);
        Assert.Equal(new ImageFacts(640, 360, mediaType), ImageFacts.Read(stream));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Cut_off_anywhere_it_is_no_picture_or_the_same(string mediaType, byte[] bytes)
    {
        for (var length = 0; length < bytes.Length; length += length < 1_000 ? 1 : 97)
        {
            var facts = ImageFacts.Read(bytes[..length]);
            Assert.True(facts is null || facts == new ImageFacts(640, 360, mediaType), $"{length} bytes give {facts}");
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Damaged_bytes_never_throw(string mediaType, byte[] bytes)
    {
        const int seed = 20251205;
        var random = new Random(seed);
        for (var run = 0; run < 2_000; run++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var hits = random.Next(1, 6); hits > 0; hits--)
                damaged[random.Next(Math.Min(500, damaged.Length))] = (byte)random.Next(256);
            var facts = ImageFacts.Read(damaged);
            Assert.True(
                facts is null or { Width: > 0, Height: > 0 },
                $"seed {seed}, run {run}, {mediaType}: {Convert.ToHexString(damaged)}"
            );
        }
    }

    [Fact]
    public void Text_is_no_picture()
    {
        Assert.Null(ImageFacts.Read("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray()));
        Assert.Null(ImageFacts.Read("%PDF-1.7"u8.ToArray()));
        Assert.Null(ImageFacts.Read(Array.Empty<byte>()));
    }

    /// <summary>
    /// A telephone held upright stores a lying picture and a note: it is shown upright, and its proportions are those that are seen.
    /// </summary>
    [Theory]
    [InlineData(1, 640, 360)]
    [InlineData(2, 640, 360)]
    [InlineData(3, 640, 360)]
    [InlineData(4, 640, 360)]
    [InlineData(5, 360, 640)]
    [InlineData(6, 360, 640)]
    [InlineData(7, 360, 640)]
    [InlineData(8, 360, 640)]
    [InlineData(9, 640, 360)]
    [InlineData(0, 640, 360)]
    public void A_turned_picture_is_as_wide_and_high_as_it_is_shown(int orientation, int width, int height)
    {
        foreach (var bytes in new[] { Png, Jpeg, WebPLossy, WebPLossless })
        {
            var facts = ImageFacts.Read(TestPhoto.WithNotes(bytes, TestPhoto.Exif(orientation)))!;
            Assert.Equal((width, height, orientation is 0 or 9 ? 1 : orientation), (facts.Width, facts.Height, facts.Orientation));
        }
    }
}
