namespace Authoring.Web.Shell;

/// <summary>A path of our own that a caller wants to be sent to; everything that could lead elsewhere is nothing.</summary>
internal static class OwnPath
{
    private static readonly Uri Anywhere = new("http://own");

    /// <returns>The path as it may stand in a header: escaped where it is not ASCII.</returns>
    public static string? Read(string? path)
    {
        if (path is not ['/', ..] || path.StartsWith("//", StringComparison.Ordinal) || path.Contains('\\') || path.Any(char.IsControl))
            return null;
        // Dots are resolved here as a browser would: "/.//elsewhere" must not become "//elsewhere" on its way.
        if (
            !Uri.TryCreate(Anywhere, path, out var uri)
            || uri.Authority != Anywhere.Authority
            || uri.AbsolutePath.StartsWith("//", StringComparison.Ordinal)
        )
            return null;
        return uri.PathAndQuery + uri.Fragment;
    }
}
