using System.Text;

namespace Authoring.Web.Tests.Publishing;

/// <summary>Writes a PDF of empty sheets with named destinations in it.</summary>
internal static class SmallPdf
{
    /// <param name="destinations">By name, as it stands in the file, the sheet, from 1.</param>
    /// <param name="asTree">In a tree of names, as newer programs write them; else in a dictionary.</param>
    public static byte[] Write(int sheets, IReadOnlyDictionary<string, int> destinations, bool asTree = false)
    {
        string Place(int sheet) => $"[{sheet + 2} 0 R /XYZ 0 800 0]";
        var named = destinations.OrderBy(destination => destination.Key, StringComparer.Ordinal).ToList();
        List<string> objects =
        [
            asTree
                ? "<</Type/Catalog/Pages 2 0 R/Names<</Dests<</Kids[" + (sheets + 3) + " 0 R]>>>>>>"
                : "<</Type/Catalog/Pages 2 0 R/Dests " + (sheets + 3) + " 0 R>>",
            $"<</Type/Pages/Count {sheets}/Kids[{string.Join(' ', Enumerable.Range(3, sheets).Select(n => $"{n} 0 R"))}]>>",
            .. Enumerable.Repeat("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>", sheets),
            asTree
                ? $"<</Names[{string.Concat(named.Select(d => $"({d.Key})<</D{Place(d.Value)}>>"))}]>>"
                : $"<<{string.Concat(named.Select(d => $"/{d.Key} {Place(d.Value)}"))}>>",
        ];
        var text = new StringBuilder("%PDF-1.7\n");
        List<int> offsets = [];
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(text.Length);
            text.Append($"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var table = text.Length;
        text.Append($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            text.Append($"{offset:D10} 00000 n \n");
        text.Append($"trailer\n<</Size {objects.Count + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
