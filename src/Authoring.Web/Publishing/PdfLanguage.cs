using System.Text;

namespace Authoring.Web.Publishing;

/// <summary>
/// LibreOffice says that a document is in the language of its Latin words. Those have to stay English in the Word file, for Chinese words
/// are broken anywhere, and a number would be, too; so it is said afterwards, in as many bytes.
/// </summary>
internal static class PdfLanguage
{
    private const int Tail = 1 << 20; // bytes: the catalogue is written last, before the table of places

    private static readonly byte[] English = Encoding.ASCII.GetBytes("/Lang(en-US)");
    private static readonly byte[] Chinese = Encoding.ASCII.GetBytes("/Lang(zh-CN)");

    /// <summary>Where it is said otherwise than LibreOffice does nothing changes, and the check of the file tells.</summary>
    public static async Task SayChineseAsync(string file)
    {
        await using var pdf = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        var start = Math.Max(0, pdf.Length - Tail);
        var end = new byte[pdf.Length - start];
        pdf.Position = start;
        await pdf.ReadExactlyAsync(end);
        var at = end.AsSpan().LastIndexOf(English);
        if (at < 0)
            return;
        pdf.Position = start + at;
        await pdf.WriteAsync(Chinese);
    }
}
