using Authoring.Compile.Pictures;
using Authoring.Tests;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Authoring.Compile.Tests.Pictures;

/// <summary>A picture that is not all there is not taken, and what is drawn anew shows what the picture shows.</summary>
public sealed class PictureDecoderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static bool IsWhole(byte[] content) => PictureDecoder.IsWhole(PictureCleaner.Clean(content), Cancellation);

    public static TheoryData<string> Jpegs() => ["baseline", "progressive", "grey", "full", "mozjpeg"];

    private static byte[] Make(string kind) =>
        kind switch
        {
            "progressive" => Repository.Picture("progressive.jpg"),
            "mozjpeg" => Repository.Picture("mozjpeg.jpg"),
            "grey" => TestPhoto.Saved(TestPhoto.Drawn(120, 80).CloneAs<L8>(), new JpegEncoder { ColorType = JpegColorType.Luminance }),
            "full" => TestPhoto.Saved(TestPhoto.Drawn(120, 80), new JpegEncoder { ColorType = JpegColorType.YCbCrRatio444 }),
            _ => TestPhoto.Jpeg(120, 80),
        };

    [Theory]
    [MemberData(nameof(Jpegs))]
    public void A_jpeg_that_lacks_only_its_end_mark_is_whole(string kind)
    {
        var photo = Make(kind);
        Assert.True(IsWhole(photo));
        Assert.Equal(PictureFault.Unended, PictureCheck.Of(photo[..^2], out _));
        Assert.True(IsWhole(photo[..^2]));
        Assert.True(IsWhole([.. photo[..^2], 0xFF]));
        Assert.Equal(PictureCleaner.Clean(photo), PictureCleaner.Clean(photo[..^2]));
    }

    [Theory]
    [MemberData(nameof(Jpegs))]
    public void A_jpeg_that_was_cut_off_is_not_whole_whatever_was_put_at_its_end(string kind)
    {
        var photo = Make(kind);
        var scan = photo.AsSpan().LastIndexOf<byte>([0xFF, 0xDA]) + 20;
        for (var n = 0; n < 10; n++)
        {
            var cut = photo[..(scan + (photo.Length - scan) * n / 12)];
            if (cut[^1] == 0xFF)
                cut = cut[..^1];
            Assert.False(IsWhole(cut), $"{cut.Length} of {photo.Length}");
            Assert.False(IsWhole([.. cut, 0xFF, 0xD9]), $"{cut.Length} of {photo.Length}, with an end");
            Assert.False(IsWhole([.. cut, .. new byte[5_000]]), $"{cut.Length} of {photo.Length}, with zeros");
        }
    }

    [Fact]
    public void A_png_is_whole_when_all_its_rows_are_there()
    {
        foreach (var interlaced in new[] { PngInterlaceMode.None, PngInterlaceMode.Adam7 })
        foreach (
            var colours in new[]
            {
                PngColorType.Grayscale,
                PngColorType.Rgb,
                PngColorType.RgbWithAlpha,
                PngColorType.Palette,
                PngColorType.GrayscaleWithAlpha,
            }
        )
        foreach (var depth in new[] { PngBitDepth.Bit1, PngBitDepth.Bit8, PngBitDepth.Bit16 })
        {
            if (depth == PngBitDepth.Bit1 && colours is not (PngColorType.Palette or PngColorType.Grayscale))
                continue;
            if (depth == PngBitDepth.Bit16 && colours == PngColorType.Palette)
                continue;
            Assert.True(IsWhole(Drawn(interlaced, colours, depth)), $"{interlaced} {colours} {depth}");
        }
    }

    private static byte[] Drawn(PngInterlaceMode interlaced, PngColorType colours, PngBitDepth depth)
    {
        var encoder = new PngEncoder
        {
            InterlaceMethod = interlaced,
            ColorType = colours,
            BitDepth = depth,
        };
        return TestPhoto.Saved(TestPhoto.Drawn(37, 23).CloneAs<Rgba64>(), encoder);
    }

    [Fact]
    public void A_png_with_a_row_too_few_or_a_check_sum_that_is_off_is_not_whole()
    {
        var photo = TestPhoto.Png(60, 40);
        byte[] head = photo[..33],
            end = TestPhoto.Chunk("IEND"u8, []);
        Assert.True(IsWhole([.. head, .. TestPhoto.Chunk("IDAT"u8, TestPhoto.Zipped(new byte[40 * 181])), .. end]));
        Assert.False(IsWhole([.. head, .. TestPhoto.Chunk("IDAT"u8, TestPhoto.Zipped(new byte[39 * 181])), .. end]));
        Assert.False(IsWhole([.. head, .. TestPhoto.Chunk("IDAT"u8, TestPhoto.Zipped(new byte[40 * 181])[..20]), .. end]));
        Assert.False(IsWhole([.. head, .. TestPhoto.Chunk("IDAT"u8, "no packed data"u8.ToArray()), .. end]));
        photo[^20] ^= 1; // a check sum is off
        Assert.Equal(PictureFault.Damaged, PictureCheck.Of(photo, out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void What_is_drawn_anew_stands_upright_and_holds_nothing_but_the_picture(int orientation)
    {
        using var expected = Oriented(orientation);
        foreach (var picture in new[] { TestPhoto.Jpeg(120, 80), TestPhoto.Png(120, 80), TestPhoto.WebP(120, 80) })
        {
            var rendition = PictureDecoder.Render(TestPhoto.WithNotes(picture, TestPhoto.Exif(orientation)), 60, Cancellation)!;
            AssertShows(expected, rendition.Content, orientation >= 5 ? (40, 60) : (60, 40));
            Assert.Equal(rendition.Content, PictureCleaner.Clean(rendition.Content));
            if (picture[0] == 0xFF || orientation == 1)
                continue;
            var upright = PictureDecoder.Upright(TestPhoto.WithNotes(picture, TestPhoto.Exif(orientation)), Cancellation)!;
            AssertShows(expected, upright, orientation >= 5 ? (80, 120) : (120, 80));
            Assert.Equal(
                (1, ImageFacts.Read(picture)!.MediaType),
                (ImageFacts.Read(upright)!.Orientation, ImageFacts.Read(upright)!.MediaType)
            );
        }
    }

    /// <summary>The library's own turning, of a picture that it has written itself, is the measure.</summary>
    private static Image<Rgb24> Oriented(int orientation)
    {
        var image = Image.Load<Rgb24>(TestPhoto.Png(120, 80));
        image.Metadata.ExifProfile = new ExifProfile();
        image.Metadata.ExifProfile.SetValue(ExifTag.Orientation, (ushort)orientation);
        image.Mutate(x => x.AutoOrient());
        return image;
    }

    private static void AssertShows(Image<Rgb24> expected, byte[] content, (int, int) size)
    {
        using var image = Image.Load<Rgb24>(content);
        Assert.Equal(size, (image.Width, image.Height));
        foreach (var (x, y) in new[] { (0.05, 0.05), (0.95, 0.05), (0.05, 0.95), (0.95, 0.95), (0.5, 0.3) })
        {
            Rgb24 wanted = expected[(int)(x * expected.Width), (int)(y * expected.Height)],
                found = image[(int)(x * image.Width), (int)(y * image.Height)];
            Assert.InRange(Math.Abs(wanted.R - found.R) + Math.Abs(wanted.G - found.G), 0, 30);
        }
    }

    [Fact]
    public void Colours_of_a_wide_gamut_and_of_print_are_shown_as_they_are_meant()
    {
        var profile = new byte[3_000];
        "RGB "u8.CopyTo(profile.AsSpan(16));
        Assert.Equal(
            profile,
            Jpeg.Profile(PictureDecoder.Render(Jpeg.WithProfile(TestPhoto.Jpeg(120, 80), profile), 60, Cancellation)!.Content)
        );
        Assert.Equal(
            profile,
            Png.Profile(PictureDecoder.Render(Png.WithProfile(TestPhoto.Png(120, 80), profile), 60, Cancellation)!.Content)
        );
        Assert.Equal(
            profile,
            Jpeg.Profile(
                PictureDecoder
                    .Render(TestPhoto.Extended(TestPhoto.WebP(120, 80), [], TestPhoto.RiffChunk("ICCP"u8, profile)), 60, Cancellation)!
                    .Content
            )
        );
        "CMYK"u8.CopyTo(profile.AsSpan(16));
        var print = PictureDecoder.Render(Jpeg.WithProfile(Repository.Picture("cmyk.jpg"), profile), 30, Cancellation)!;
        Assert.Null(Jpeg.Profile(print.Content));
        using var image = Image.Load<Rgb24>(print.Content);
        Assert.Equal((30, 20), (image.Width, image.Height));
    }

    [Fact]
    public void Transparency_stays_and_what_is_no_picture_is_none()
    {
        var clear = TestPhoto.Saved(new Image<Rgba32>(300, 200, new Rgba32(200, 10, 10, 100)), new PngEncoder());
        using var image = Image.Load<Rgba32>(PictureDecoder.Render(clear, 100, Cancellation)!.Content);
        Assert.Equal((100, 67, 100), (image.Width, image.Height, image[50, 30].A));
        Assert.Null(PictureDecoder.Render("<svg/>"u8.ToArray(), 100, Cancellation));
        Assert.Null(PictureDecoder.Render(TestPhoto.Jpeg(60, 40)[..200], 100, Cancellation));
        Assert.False(PictureDecoder.IsWhole([], Cancellation));
    }

    [Fact]
    public void Decoding_ends_when_nobody_waits_for_it()
    {
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => PictureDecoder.IsWhole(TestPhoto.Jpeg(600, 400), ended.Token));
    }
}
