using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;

namespace Authoring.Compile.Reading;

internal enum LinkKind
{
    /// <summary>Leads nowhere that we allow; its text is printed without a link.</summary>
    Refused,

    /// <summary>http, https, mailto.</summary>
    Web,

    /// <summary>A file of the report, and perhaps an id in it.</summary>
    Inside,
}

/// <param name="Address">The URL, or the path inside the report; empty: this very file.</param>
/// <param name="Id">Behind <c>#</c>, as written.</param>
internal sealed record LinkTarget(LinkKind Kind, string Address, string Id)
{
    private static readonly string[] Schemes = ["http://", "https://", "mailto:"];

    public static LinkTarget Read(string file, string url)
    {
        url = url.Trim();
        // Browsers drop control characters inside a scheme: java\tscript: is one.
        if (url.Any(char.IsControl))
            return new LinkTarget(LinkKind.Refused, url, "");
        if (Array.Exists(Schemes, scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
            return new LinkTarget(LinkKind.Web, url, "");
        var hash = url.IndexOf('#');
        var address = Uri.UnescapeDataString(hash < 0 ? url : url[..hash]);
        var id = hash < 0 ? "" : Uri.UnescapeDataString(url[(hash + 1)..]);
        if (address.Length == 0)
            return new LinkTarget(hash < 0 ? LinkKind.Refused : LinkKind.Inside, "", id);
        return ReportPath.Resolve(file, address, out var path) == PathFault.None
            ? new LinkTarget(LinkKind.Inside, path, id)
            : new LinkTarget(LinkKind.Refused, url, "");
    }
}
