namespace Authoring.Web.Shell;

internal static class ScriptAddresses
{
    /// <summary>Addresses that scripts call: they want a status, not a page.</summary>
    public static bool IsForScripts(PathString path) =>
        path.StartsWithSegments("/api")
        || path.StartsWithSegments("/hubs")
        || (
            path.StartsWithSegments("/reports")
            && (
                path.Value!.Contains("/live/", StringComparison.Ordinal)
                || path.Value.EndsWith("/pictures", StringComparison.Ordinal)
                || path.Value.EndsWith("/cards", StringComparison.Ordinal)
                || path.Value.EndsWith("/arrange", StringComparison.Ordinal)
            )
        );
}
