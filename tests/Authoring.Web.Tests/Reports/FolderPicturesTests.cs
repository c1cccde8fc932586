using Authoring.Tests;
using Authoring.Web.Figures;
using Authoring.Web.Import;
using static Authoring.Web.Tests.Reports.FolderZipTests;

namespace Authoring.Web.Tests.Reports;

/// <summary>Of a folder's pictures everything that can be used is, and all that cannot is named at once.</summary>
public sealed class FolderPicturesTests
{
    private static readonly byte[] Photo = TestPhoto.Jpeg(60, 40);
    private static readonly byte[] Motion =
    [
        .. TestPhoto.WithNotes(Photo, TestPhoto.Exif(1)),
        0,
        0,
        0,
        24,
        .. "ftypmp42"u8,
        .. new byte[300],
    ];
    private static readonly byte[] UltraHdr =
    [
        .. TestPhoto.WithNotes(Photo, TestPhoto.Exif(1)),
        .. TestPhoto.WithNotes(TestPhoto.Jpeg(15, 10), TestPhoto.Exif(1)),
    ];

    private static MemoryStream WithPictures(string shown, params (string, byte[])[] pictures) =>
        Zip(
            null,
            [
                FolderZipTests.Text("report.yml", "title: 甲\nbody: [s.md]\n"),
                FolderZipTests.Text(
                    "s.md",
                    "# 章\n\n"
                        + string.Concat(shown.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => $"![图](images/{p})\n\n"))
                ),
                .. pictures,
            ]
        );

    [Fact]
    public async Task What_stands_behind_a_photograph_is_cut_off_and_said()
    {
        var (report, diagnostics, notes) = await ReadAsync(
            WithPictures(
                "motion.jpg uhdr.jpg noeoi.jpg",
                ("images/motion.jpg", Motion),
                ("images/uhdr.jpg", UltraHdr),
                ("images/noeoi.jpg", Photo[..^2]),
                ("images/tail.png", [.. FolderZipTests.Picture, .. "PK"u8])
            )
        );
        Assert.Empty(diagnostics);
        Assert.Equal(["images/motion.jpg", "images/noeoi.jpg", "images/tail.png", "images/uhdr.jpg"], report.Files.Select(f => f.Path));
        Assert.All(report.Files.Where(f => f.Path.EndsWith(".jpg", StringComparison.Ordinal)), f => Assert.Equal(Photo, f.Content));
        Assert.Equal(
            [
                (UploadNoteKind.AttachmentCut, "images/motion.jpg"),
                (UploadNoteKind.AttachmentCut, "images/tail.png"),
                (UploadNoteKind.AttachmentCut, "images/uhdr.jpg"),
            ],
            notes.Select(n => (n.Kind, n.Path))
        );
    }

    [Fact]
    public async Task All_pictures_that_cannot_be_used_are_named_at_once()
    {
        byte[] gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B],
            heic = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0];
        var refused = await Assert.ThrowsAsync<UploadException>(() =>
            ReadAsync(
                WithPictures(
                    "cut.jpg a.gif empty.png good.png photo.jpg",
                    ("images/cut.jpg", Photo[..800]),
                    ("images/a.gif", gif),
                    ("images/empty.png", []),
                    ("images/good.png", FolderZipTests.Picture),
                    ("images/photo.jpg", heic),
                    ("images/huge.png", TestPicture.Png(50_000, 50_000))
                )
            )
        );
        Assert.Equal(
            [
                ("images/a.gif", PictureResult.Gif),
                ("images/cut.jpg", PictureResult.Damaged),
                ("images/empty.png", PictureResult.Empty),
                ("images/photo.jpg", PictureResult.Heic),
            ],
            refused.Problems.Select(p => (p.Detail, p.Picture)).Order()
        );
    }

    [Fact]
    public async Task What_no_text_shows_is_left_out_and_said()
    {
        byte[] gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B];
        var (report, diagnostics, notes) = await ReadAsync(
            WithPictures(
                "good.png",
                ("images/good.png", FolderZipTests.Picture),
                ("images/spare.png", TestPhoto.Png(10, 10)),
                ("images/标志.gif", gif),
                ("images/cut.jpg", Photo[..800]),
                ("images/huge.png", TestPicture.Png(50_000, 50_000)),
                FolderZipTests.Text("备忘.docx", "x"),
                FolderZipTests.Text("s2.md", "# 没有列入\n"),
                FolderZipTests.Text("images/._good.png", "x")
            )
        );
        Assert.Empty(diagnostics);
        Assert.Equal(["images/good.png", "images/spare.png"], report.Files.Select(f => f.Path));
        Assert.Equal(
            [
                (UploadNoteKind.PictureLeftOut, "images/cut.jpg", PictureResult.Damaged),
                (UploadNoteKind.PictureLeftOut, "images/huge.png", PictureResult.TooManyPixels),
                (UploadNoteKind.PictureLeftOut, "images/标志.gif", PictureResult.Gif),
                (UploadNoteKind.FileLeftOut, "s2.md", PictureResult.Done),
                (UploadNoteKind.FileLeftOut, "备忘.docx", PictureResult.Done),
            ],
            notes.Select(n => (n.Kind, n.Path, n.Picture))
        );
    }
}
