using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Authoring.Compile.Tests.Docx;

/// <summary>What holds for every Word file of ours, whatever is in it.</summary>
internal static class Valid
{
    private static readonly XNamespace W = WordFile.W;

    public static void Check(WordFile file)
    {
        using var stream = new MemoryStream(file.Content);
        using var document = WordprocessingDocument.Open(stream, false);
        var errors = new OpenXmlValidator(FileFormatVersions.Microsoft365)
            .Validate(document)
            .Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}")
            .Take(10);
        Assert.True(!errors.Any(), string.Join('\n', errors));
        UniqueIds(file);
    }

    private static void UniqueIds(WordFile file)
    {
        string[] families = ["bookmarkStart", "ins", "del", "commentRangeStart", "moveFrom", "moveTo"];
        var ids = file
            .AllParts.SelectMany(part => part.Descendants())
            .Where(element => families.Contains(element.Name.LocalName) && element.Name.Namespace == W)
            .Select(element => element.Attribute(W + "id")!.Value)
            .ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }
}
