namespace Authoring.Web.Documents;

/// <summary>A text's address in the protocol and, after <c>/reports/</c>, in the browser.</summary>
public readonly record struct DocumentName(string Slug, DocumentKind Kind, string Key)
{
    public static bool TryParse(string text, out DocumentName name)
    {
        name = default;
        var parts = text.Split('/');
        if (parts.Length != 3 || parts[0].Length == 0 || parts[2].Length == 0)
            return false;
        if (KindOf(parts[1]) is not { } kind)
            return false;
        name = new DocumentName(parts[0], kind, parts[2]);
        return true;
    }

    private static DocumentKind? KindOf(string word) =>
        word switch
        {
            "sections" => DocumentKind.Section,
            "cases" => DocumentKind.Case,
            _ => null,
        };

    public override string ToString() => $"{Slug}/{(Kind == DocumentKind.Section ? "sections" : "cases")}/{Key}";
}

/// <summary>Where a text is kept: its row, its report.</summary>
internal sealed record DocumentPlace(int DocumentId, int ReportId, DocumentName Name, string Path);
