using System.IO.Compression;
using System.Text;
using Authoring.Web.Enrolment;

namespace Authoring.Web.Tests.Enrolment;

/// <summary>A list is hostile until it is read: it gives rows of text or one fault, and costs no more than the limits.</summary>
public sealed class SheetTests
{
    private static readonly EnrolmentLimits Limits = new()
    {
        MaxFileSize = 2_000_000,
        MaxUnpackedSize = 4_000_000,
        MaxRows = 50,
        MaxColumns = 10,
        MaxCellLength = 100,
    };

    private static Task<PeopleSheet> ReadAsync(byte[] file) =>
        SheetFile.ReadAsync(new MemoryStream(file), "名单", Limits, TestContext.Current.CancellationToken);

    private static async Task<SheetFault> RefusedAsync(byte[] file) =>
        (await Assert.ThrowsAsync<SheetException>(() => ReadAsync(file))).Fault;

    private static string[] Said(PeopleSheet sheet) => [.. sheet.Rows.Select(row => $"{row.Number}: {string.Join('|', row.Cells)}")];

    [Fact]
    public async Task A_workbook_is_read_as_it_is_seen_in_a_spreadsheet()
    {
        var sheet = await ReadAsync(
            TestWorkbook.Of(
                [
                    ["人员名单"],
                    [],
                    ["姓名", "工号", "单位"],
                    ["林 一", "#13800000000", "云河　学校"],
                    ["陈二", "#1.5E3", null],
                    ["周三", null, null],
                ],
                ["C4:C6"],
                hasHiddenSheet: true
            )
        );
        Assert.Equal("名单", sheet.Name);
        Assert.Equal(
            ["1: 人员名单", "3: 姓名|工号|单位", "4: 林 一|13800000000|云河 学校", "5: 陈二|1500|云河 学校", "6: 周三||云河 学校"],
            Said(sheet)
        );
    }

    [Fact]
    public async Task What_a_cell_would_compute_is_not_read_and_known_to_be_computed()
    {
        var sheet = await ReadAsync(TestWorkbook.Of(["林一", "=HYPERLINK(\"http://evil\")", "!#N/A"]));
        Assert.Equal(["1: 林一||"], Said(sheet));
        Assert.Equal([1, 2], sheet.Rows[0].Formulas.Order());
        var csv = await ReadAsync(Encoding.UTF8.GetBytes("林一,=cmd|' /C calc'!A0,@SUM(A1),+8613800000000,-x\n"));
        Assert.Equal([1, 2, 4], csv.Rows[0].Formulas.Order());
        Assert.Equal("+8613800000000", csv.Rows[0].Cells[3]);
    }

    [Theory]
    [InlineData("姓名,账号\n\"林一, 副校长\",lin\n\n\"陈\n二\",\"ch\"\"en\"")]
    [InlineData("姓名\t账号\r\n林一, 副校长\tlin\r\n\r\n\"陈\r\n二\"\tch\"en")]
    public async Task A_list_of_lines_is_read_whatever_separates_them(string text)
    {
        CodePagesEncodingProvider.Instance.GetEncoding("gb18030");
        string[] lines = ["1: 姓名|账号", "2: 林一, 副校长|lin", "4: 陈 二|ch\"en"];
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, CodePagesEncodingProvider.Instance.GetEncoding("gb18030")! })
            Assert.Equal(lines, Said(await ReadAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(text)])));
    }

    [Fact]
    public async Task A_small_file_that_unpacks_to_a_large_one_is_not_unpacked()
    {
        var bomb = Zip(
            ("xl/workbook.xml", Book),
            ("xl/_rels/workbook.xml.rels", Relations),
            ("xl/worksheets/sheet1.xml", $"<worksheet><sheetData>{new string(' ', 20_000_000)}")
        );
        Assert.True(bomb.Length < Limits.MaxFileSize);
        Assert.Equal(SheetFault.UnpackedTooLarge, await RefusedAsync(bomb));
    }

    [Fact]
    public async Task A_list_of_a_hundred_thousand_rows_is_left_at_the_first_that_is_too_many()
    {
        var rows = new StringBuilder();
        for (var i = 1; i <= 100_000; i++)
            rows.Append("<row><c t=\"inlineStr\"><is><t>甲</t></is></c></row>");
        // The end is broken: nobody has read as far.
        var file = Zip(
            ("xl/workbook.xml", Book),
            ("xl/_rels/workbook.xml.rels", Relations),
            ("xl/worksheets/sheet1.xml", $"<worksheet><sheetData>{rows}<broken")
        );
        Assert.Equal(SheetFault.TooManyRows, await RefusedAsync(file));
        Assert.Equal(
            SheetFault.TooManyRows,
            await RefusedAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("甲,a\n", 100_000))))
        );
    }

    [Fact]
    public async Task What_is_no_list_is_called_so()
    {
        Assert.Equal(SheetFault.Empty, await RefusedAsync([]));
        Assert.Equal(SheetFault.Empty, await RefusedAsync("  \n,,\n"u8.ToArray()));
        Assert.Equal(SheetFault.Empty, await RefusedAsync(TestWorkbook.Of()));
        Assert.Equal(SheetFault.OldOrLocked, await RefusedAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]));
        Assert.Equal(SheetFault.NotASheet, await RefusedAsync("%PDF-1.7"u8.ToArray()));
        Assert.Equal(SheetFault.NotASheet, await RefusedAsync(Zip(("word/document.xml", "<document/>"))));
        Assert.Equal(SheetFault.NotASheet, await RefusedAsync([1, 2, 0, 3]));
        Assert.Equal(SheetFault.TooManyColumns, await RefusedAsync(Encoding.UTF8.GetBytes(new string(',', 20) + "甲")));
        Assert.Equal(SheetFault.CellTooLong, await RefusedAsync(Encoding.UTF8.GetBytes(new string('长', 101))));
        Assert.Equal(SheetFault.FileTooLarge, await RefusedAsync(new byte[2_000_001]));
    }

    [Fact]
    public async Task A_damaged_or_crafted_workbook_is_one_fault_and_nothing_outside_of_it_is_asked_for()
    {
        var whole = TestWorkbook.Of(["林一", "lin"]);
        for (var length = 4; length < whole.Length; length += 97)
            Assert.True(await RefusedAsync(whole[..length]) is SheetFault.Broken, $"cut at {length}");
        const string outside = "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
        Assert.Equal(SheetFault.Broken, await RefusedAsync(Zip(("xl/workbook.xml", outside + Book))));
        Assert.Equal(SheetFault.Broken, await RefusedAsync(Zip(("xl/workbook.xml", Book))));
        foreach (var cell in new[] { "<c t=\"s\"><v>7</v></c>", "<c t=\"s\"><v>-1</v></c>", "<c t=\"s\"><v>x</v></c>" })
            Assert.Equal(
                SheetFault.Broken,
                await RefusedAsync(
                    Zip(
                        ("xl/workbook.xml", Book),
                        ("xl/_rels/workbook.xml.rels", Relations),
                        ("xl/worksheets/sheet1.xml", $"<w><row>{cell}</row></w>")
                    )
                )
            );
    }

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Book =
        $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    private const string Relations =
        $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";

    private static byte[] Zip(params (string Path, string Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, content) in parts)
            {
                using var part = zip.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        return stream.ToArray();
    }
}
