namespace Authoring.Compile.Tests;

/// <summary>A picture is what its bytes say; bytes that lie or end early are no picture, and nothing worse.</summary>
public sealed class ImageFactsTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0x80, 0, 0, 1, 0x68, 8, 6, 0, 0, 0];
    private static readonly byte[] Gif = [.. "GIF89a"u8, 0x80, 2, 0x68, 1, 0, 0, 0];
    private static readonly byte[] Jpeg =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xFF, 0xC2, 0, 17, 8, 1, 0x68, 2, 0x80, 3, 1, 0x22, 0, 2, 0x11, 1];
    private static readonly byte[] WebPLossy = [.. "RIFF"u8, 30, 0, 0, 0, .. "WEBPVP8 "u8, 10, 0, 0, 0, 0x30, 1, 0, 0x9D, 1, 0x2A, 0x80, 2, 0x68, 1, 0];
    private static readonly byte[] WebPLossless = [.. "RIFF"u8, 30, 0, 0, 0, .. "WEBPVP8L"u8, 10, 0, 0, 0, 0x2F, 0x7F, 0xC2, 0x59, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] WebPExtended = [.. "RIFF"u8, 30, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0x7F, 2, 0, 0x67, 1, 0];

    public static TheoryData<string, byte[]> Pictures() => new()
    {
        { "image/png", Png }, { "image/gif", Gif }, { "image/jpeg", Jpeg },
        { "image/webp", WebPLossy }, { "image/webp", WebPLossless }, { "image/webp", WebPExtended },
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
        for (var length = 0; length < bytes.Length; length++)
        {
            var facts = ImageFacts.Read(bytes.AsSpan(0, length));
            Assert.True(facts is null || facts == new ImageFacts(640, 360, mediaType), $"{length} bytes give {facts}");
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Damaged_bytes_never_throw(string mediaType, byte[] bytes)
    {
        const int seed = 20251205;
        var random = new Random(seed);
        for (var run = 0; run < 20_000; run++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var hits = random.Next(1, 6); hits > 0; hits--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var facts = ImageFacts.Read(damaged);
            Assert.True(facts is null or { Width: > 0, Height: > 0 }, $"seed {seed}, run {run}, {mediaType}: {Convert.ToHexString(damaged)}");
        }
    }

    [Fact]
    public void Text_is_no_picture()
    {
        Assert.Null(ImageFacts.Read("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8));
        Assert.Null(ImageFacts.Read("%PDF-1.7"u8));
        Assert.Null(ImageFacts.Read(default(ReadOnlySpan<byte>)));
    }
}
