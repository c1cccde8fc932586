using System.Text;
using Authoring.Compile.Docx;
using Authoring.Compile.Pictures;
using Authoring.Tests;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Authoring.Compile.Tests.Pictures;

/// <summary>Nothing leaves with a place in it, and no pixel changes on the way.</summary>
public sealed class PictureCleanerTests
{
    public static TheoryData<string> Kinds() => ["jpeg", "progressive", "png", "webp", "lossless"];

    private static byte[] Make(string kind) =>
        kind switch
        {
            "jpeg" => TestPhoto.Jpeg(120, 80),
            "progressive" => Repository.Picture("progressive.jpg"),
            "png" => TestPhoto.Png(120, 80),
            "webp" => TestPhoto.WebP(120, 80),
            _ => TestPhoto.WebP(120, 80, isLossless: true),
        };

    private static bool HoldsPlace(byte[] content) => content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(TestPhoto.Place)) >= 0;

    private static byte[] Pixels(byte[] content)
    {
        using var image = Image.Load<Rgba32>(content);
        var pixels = new byte[image.Width * image.Height * 4];
        image.CopyPixelDataTo(pixels);
        return pixels;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Notes_and_what_stands_behind_are_gone_and_the_pixels_are_the_same(string kind)
    {
        var picture = Make(kind);
        byte[] dirty =
        [
            .. TestPhoto.WithNotes(picture, TestPhoto.Exif(1)),
            .. "....ftypmp42"u8,
            .. Encoding.ASCII.GetBytes(TestPhoto.Place),
        ];
        Assert.True(HoldsPlace(dirty));
        var clean = PictureCleaner.Clean(dirty);
        Assert.False(HoldsPlace(clean));
        Assert.Equal(-1, clean.AsSpan().IndexOf("Exif"u8));
        Assert.Equal(Pixels(picture), Pixels(clean));
        Assert.Equal(PictureFault.None, PictureCheck.Of(clean, out _));
        Assert.Equal(clean, PictureCleaner.Clean(clean));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_its_notes_a_picture_keeps_how_it_is_turned(string kind)
    {
        var clean = PictureCleaner.Clean(TestPhoto.WithNotes(Make(kind), TestPhoto.Exif(6)));
        Assert.False(HoldsPlace(clean));
        Assert.Equal((80, 120, 6), ImageFacts.Read(clean) is { } facts ? (facts.Width, facts.Height, facts.Orientation) : default);
        Assert.Equal(clean, PictureCleaner.Clean(clean));
        Assert.Equal(PictureFault.None, PictureCheck.Of(clean, out _));
        using var image = Image.Load(clean); // another reader finds the same
        if (kind is "jpeg" or "progressive")
            Assert.Equal(6, image.Metadata.ExifProfile.GetValue(SixLabors.ImageSharp.Metadata.Profiles.Exif.ExifTag.Orientation).Value);
    }

    [Theory]
    [InlineData("IEND")]
    [InlineData("gAMA")]
    [InlineData("sRGB")]
    [InlineData("pHYs")]
    [InlineData("cHRM")]
    [InlineData("sBIT")]
    [InlineData("cICP")]
    [InlineData("tRNS")]
    public void Nothing_hides_behind_what_a_chunk_has_to_say(string type)
    {
        var picture = TestPhoto.Png(120, 80);
        byte[] hidden = [0, 0, 0, 1, .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(TestPhoto.Place, 20)))];
        var chunk = TestPhoto.Chunk(Encoding.ASCII.GetBytes(type), hidden);
        byte[] dirty = type == "IEND" ? [.. picture[..^12], .. chunk] : [.. picture[..33], .. chunk, .. picture[33..]];
        Assert.True(HoldsPlace(dirty));
        var clean = PictureCleaner.Clean(dirty);
        Assert.False(HoldsPlace(clean));
        Assert.Equal(Pixels(picture), Pixels(clean));
        Assert.Equal(PictureFault.None, PictureCheck.Of(clean, out _));
        Assert.Equal(clean, PictureCleaner.Clean(clean));
    }

    [Fact]
    public void A_compiled_document_carries_no_place()
    {
        var root = Directory.CreateTempSubdirectory("authoring-place-");
        try
        {
            var photo = TestPhoto.WithNotes(TestPhoto.Jpeg(60, 40), TestPhoto.Exif(1));
            File.WriteAllBytes(Path.Combine(root.FullName, "a.jpg"), photo);
            var address = ReportFolder.Open(root.FullName).DataUrl("a.jpg")!;
            Assert.False(HoldsPlace(Convert.FromBase64String(address[(address.IndexOf(',') + 1)..])));
            Assert.False(HoldsPlace(DocxPicture.Of(photo)!.Content));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("seed/report")]
    [InlineData("siping-2025")]
    public void Pictures_of_real_reports_keep_every_pixel(string report)
    {
        var folder = ReportFolder.Open(report.Contains('/') ? Path.Combine(Repository.Root, report) : Repository.RealReport(report));
        foreach (var path in folder.Images().Take(6))
        {
            var content = folder.ReadImage(path)!;
            Assert.Equal(Pixels(content), Pixels(PictureCleaner.Clean(content)));
        }
    }

    /// <summary>A wide gamut without its profile would be dull, a print's colours without Adobe's mark inverted.</summary>
    [Fact]
    public void Colours_stay_as_they_are_meant()
    {
        var profile = new byte[200_000];
        new Random(1).NextBytes(profile);
        byte[] jpeg = Jpeg.WithProfile(TestPhoto.Jpeg(60, 40), profile),
            png = Png.WithProfile(TestPhoto.Png(60, 40), profile);
        var webp = TestPhoto.Extended(TestPhoto.WebP(60, 40), [], TestPhoto.RiffChunk("ICCP"u8, profile));
        Assert.Equal(profile, Jpeg.Profile(PictureCleaner.Clean(jpeg)));
        Assert.Equal(profile, Png.Profile(PictureCleaner.Clean(png)));
        Assert.Equal(profile, WebP.Profile(PictureCleaner.Clean(webp)));
        foreach (var bare in new[] { jpeg, png, webp }.Select(PictureCleaner.Bare))
            Assert.Null(
                Jpeg.Is(bare) ? Jpeg.Profile(bare)
                : Png.Is(bare) ? Png.Profile(bare)
                : WebP.Profile(bare)
            );

        byte[] adobe = TestPhoto.Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 2, .. Encoding.ASCII.GetBytes(TestPhoto.Place)]),
            photo = TestPhoto.Jpeg(60, 40);
        var clean = PictureCleaner.Clean([.. photo.AsSpan(0, 2), .. adobe, .. photo.AsSpan(2)]);
        Assert.NotEqual(-1, clean.AsSpan().IndexOf("Adobe"u8));
        Assert.False(HoldsPlace(clean));
    }

    [Fact]
    public void A_bomb_in_a_profile_or_a_text_is_not_unpacked_and_not_kept()
    {
        var picture = TestPhoto.Png(60, 40);
        byte[] bomb = [.. "ICC\0\0"u8, .. TestPhoto.Zipped(new byte[80_000_000])];
        byte[] hostile =
        [
            .. picture.AsSpan(0, 33),
            .. TestPhoto.Chunk("iCCP"u8, bomb),
            .. TestPhoto.Chunk("zTXt"u8, bomb),
            .. TestPhoto.Chunk("hIST"u8, new byte[512]),
            .. picture.AsSpan(33),
        ];
        Assert.Equal(picture, PictureCleaner.Clean(hostile));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(PictureDecoder.IsWhole(hostile, TestContext.Current.CancellationToken));
        Assert.NotNull(ImageFacts.Read(hostile));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    /// <summary>Its small copy may show what was cut off the picture.</summary>
    [Fact]
    public void The_small_picture_inside_goes()
    {
        var photo = TestPhoto.Jpeg(60, 40);
        byte[] jfif = TestPhoto.Segment(
            0xE0,
            [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 2, 2, .. Encoding.ASCII.GetBytes(TestPhoto.Place[..12])]
        );
        byte[] dirty =
        [
            .. photo.AsSpan(0, 2),
            .. jfif,
            .. TestPhoto.Segment(0xE0, [.. "JFXX\0"u8, 0x10, .. Encoding.ASCII.GetBytes(TestPhoto.Place)]),
            .. photo.AsSpan(20),
        ];
        var clean = PictureCleaner.Clean(dirty);
        Assert.Equal(-1, clean.AsSpan().IndexOf("PLACE"u8));
        byte[] bare = [0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 0, 0];
        Assert.Equal(bare, clean[2..20]);
        Assert.Equal(Pixels(photo), Pixels(clean));
    }

    /// <summary>A telephone's second picture for bright screens, and its film, are announced inside and stand behind.</summary>
    [Fact]
    public void Of_two_pictures_in_one_file_the_first_is_left()
    {
        byte[] photo = TestPhoto.Jpeg(60, 40),
            gain = TestPhoto.WithNotes(TestPhoto.Jpeg(15, 10), TestPhoto.Exif(1));
        var first = TestPhoto.WithNotes(photo, TestPhoto.Exif(1));
        Assert.Equal(PictureFault.Trailing, PictureCheck.Of([.. first, .. gain], out _));
        Assert.Equal(photo, PictureCleaner.Clean([.. first, .. gain]));
        Assert.Equal(photo, PictureCleaner.Clean([.. first, .. new byte[9_000], .. gain]));
        Assert.Equal(photo, PictureCleaner.Clean([.. first, .. "PK\x03\x04"u8]));
    }

    [Fact]
    public void A_gif_of_a_folder_loses_its_comment()
    {
        byte[] frame = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
        byte[] head = [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255],
            place = Encoding.ASCII.GetBytes(TestPhoto.Place);
        byte[] dirty =
        [
            .. head,
            0x21,
            0xFE,
            (byte)place.Length,
            .. place,
            0,
            0x21,
            0xFF,
            11,
            .. "XMP DataXMP"u8,
            (byte)place.Length,
            .. place,
            0,
            .. frame,
            0x3B,
            .. place,
        ];
        Assert.Equal([.. head, .. frame, 0x3B], PictureCleaner.Clean(dirty));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damaged_bytes_never_throw(string kind)
    {
        const int seed = 20261130;
        var random = new Random(seed);
        var picture = TestPhoto.WithNotes(Make(kind), TestPhoto.Exif(6));
        for (var run = 0; run < 2_000; run++)
        {
            var damaged = picture[..random.Next(picture.Length)];
            for (var hits = random.Next(0, 6); hits > 0 && damaged.Length > 0; hits--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var clean = PictureCleaner.Clean(damaged);
            Assert.True(clean.AsSpan().SequenceEqual(PictureCleaner.Clean(clean)), $"seed {seed}, run {run}, {kind}");
        }
    }
}
