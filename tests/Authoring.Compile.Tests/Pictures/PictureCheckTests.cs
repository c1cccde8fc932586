using System.Buffers.Binary;
using Authoring.Compile.Pictures;

namespace Authoring.Compile.Tests.Pictures;

/// <summary>Only a whole picture that stands still, and nothing besides, is taken: whatever a file calls itself.</summary>
public sealed class PictureCheckTests
{
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );
    private static readonly byte[] WebPLossless = Convert.FromBase64String("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    private static readonly byte[] Jpeg =
    [
        0xFF,
        0xD8,
        0xFF,
        0xE0,
        0,
        16,
        .. "JFIF\0"u8,
        1,
        1,
        0,
        0,
        1,
        0,
        1,
        0,
        0,
        0xFF,
        0xC0,
        0,
        11,
        8,
        0,
        1,
        0,
        1,
        1,
        1,
        0x11,
        0,
        0xFF,
        0xDA,
        0,
        8,
        1,
        1,
        0,
        0,
        0x3F,
        0,
        0x12,
        0xFF,
        0x00,
        0xFF,
        0xD0,
        0x34,
        0xFF,
        0xD9,
    ];

    public static TheoryData<string, byte[]> Pictures() =>
        new()
        {
            { "image/png", Png },
            { "image/jpeg", Jpeg },
            { "image/webp", WebPLossless },
        };

    private static PictureFault Fault(byte[] bytes) => PictureCheck.Of(bytes, out _);

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_whole_picture_is_taken_and_no_part_of_it(string mediaType, byte[] bytes)
    {
        Assert.Equal(PictureFault.None, PictureCheck.Of(bytes, out var facts));
        Assert.Equal(new ImageFacts(1, 1, mediaType), facts);
        for (var length = 0; length < bytes.Length; length++)
            Assert.NotEqual(PictureFault.None, Fault(bytes[..length]));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void What_stands_behind_a_picture_makes_it_something_else(string mediaType, byte[] bytes)
    {
        Assert.Equal(PictureFault.Trailing, Fault([.. bytes, .. "PK\x03\x04"u8]));
        Assert.Equal(PictureFault.Trailing, Fault([.. bytes, .. "<script>alert(1)</script>"u8]));
        Assert.NotEmpty(mediaType);
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Damaged_bytes_never_throw(string mediaType, byte[] bytes)
    {
        const int seed = 20261123;
        var random = new Random(seed);
        for (var run = 0; run < 20_000; run++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var hits = random.Next(1, 6); hits > 0; hits--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var fault = PictureCheck.Of(damaged, out var facts);
            Assert.True(
                fault != PictureFault.None || facts is { Width: > 0, Height: > 0 },
                $"seed {seed}, run {run}, {mediaType}: {Convert.ToHexString(damaged)}"
            );
        }
    }

    [Fact]
    public void Markup_and_other_kinds_are_told_apart()
    {
        Assert.Equal(PictureFault.Empty, Fault([]));
        Assert.Equal(PictureFault.Markup, Fault("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray()));
        Assert.Equal(PictureFault.Markup, Fault("\uFEFF\n  <!doctype html><p>x"u8.ToArray()));
        Assert.Equal(PictureFault.Gif, Fault([.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B]));
        Assert.Equal(PictureFault.Heic, Fault([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0]));
        Assert.Equal(PictureFault.Unknown, Fault("%PDF-1.7"u8.ToArray()));
        Assert.Equal(PictureFault.Damaged, Fault([.. Png.AsSpan(0, 33), .. "<html><script>alert(1)</script></html>"u8]));
    }

    /// <summary>What leaves as a folder can come in as one.</summary>
    [Theory]
    [InlineData("seed/report")]
    [InlineData("siping-2025")]
    [InlineData("baicheng-2022")]
    public void Pictures_of_real_reports_are_taken(string report)
    {
        var folder = ReportFolder.Open(report.Contains('/') ? Path.Combine(Repository.Root, report) : Repository.RealReport(report));
        Assert.NotEmpty(folder.Images());
        Assert.All(folder.Images(), path => Assert.Equal(PictureFault.None, Fault(folder.ReadImage(path)!)));
    }

    [Fact]
    public void An_animation_and_a_frame_larger_than_its_canvas_are_refused()
    {
        byte[] control = [0, 0, 0, 0, .. "acTL"u8, 0x49, 0xF2, 0xAF, 0xE8];
        Assert.Equal(PictureFault.Animated, Fault([.. Png.AsSpan(0, 33), .. control, .. Png.AsSpan(33)]));

        var frame = WebPLossless.AsSpan(12).ToArray();
        byte[] extended = [.. "VP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(PictureFault.None, Fault(Riff([.. extended, .. frame])));
        Assert.Equal(PictureFault.Animated, Fault(Riff([.. extended, .. "ANIM"u8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. frame])));
        frame[9] = 0xFF; // 256 pixels wide and more
        Assert.Equal(PictureFault.Damaged, Fault(Riff([.. extended, .. frame])));
    }

    /// <summary>Each scan goes over the whole picture once more: a small file could keep everybody's browser busy for hours.</summary>
    [Fact]
    public void A_picture_drawn_over_and_over_is_refused()
    {
        var scan = Jpeg.AsSpan(33, Jpeg.Length - 35).ToArray();
        Assert.Equal(PictureFault.None, Fault(Repeated(20)));
        Assert.Equal(PictureFault.Damaged, Fault(Repeated(5_000)));

        byte[] Repeated(int times) => [.. Jpeg.AsSpan(0, 33), .. Enumerable.Repeat(scan, times).SelectMany(bytes => bytes), 0xFF, 0xD9];
    }

    private static byte[] Riff(byte[] chunks)
    {
        byte[] file = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. chunks];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }
}
