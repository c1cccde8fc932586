using System.Text;
using Authoring.Web.Documents;

namespace Authoring.Web.Reports.Making;

/// <summary>What may stand in a report's address.</summary>
internal static class SlugRules
{
    /// <summary>Addresses under <c>/reports</c> that are pages.</summary>
    private static readonly string[] Reserved = ["new"];

    public static bool IsGood(string slug) =>
        slug.Length is > 0 and <= Report.LongestSlug
        && slug.All(IsPart)
        && slug[0] != '.'
        && !Reserved.Contains(slug, StringComparer.OrdinalIgnoreCase);

    /// <summary>A proposal from what a period says: <c>2025</c> gives <c>report-2025</c>.</summary>
    public static string Suggest(string? period) => Plain($"report-{period}");

    /// <summary>The name of an uploaded file without its ending, as far as it may stand in an address.</summary>
    public static string FromFileName(string name)
    {
        var slug = Plain(Path.GetFileNameWithoutExtension(name.Split('/', '\\')[^1]));
        return IsGood(slug) ? slug : "report";
    }

    private static string Plain(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text.Take(Report.LongestSlug - 10))
            if (IsPart(c) && c is not '.')
                slug.Append(char.ToLowerInvariant(c));
            else if (slug is { Length: > 0 } && slug[^1] != '-')
                slug.Append('-');
        return slug.ToString().Trim('-');
    }

    private static bool IsPart(char c) => (char.IsLetterOrDigit(c) && !char.IsSurrogate(c)) || c is '-' or '_' or '.';
}
