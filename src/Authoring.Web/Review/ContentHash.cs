using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Authoring.Compile.Printed;
using Authoring.Web.Reports.Live;

namespace Authoring.Web.Review;

/// <summary>
/// What a text prints at a moment, as far as signatures ask: as everybody sees it, with what is suggested, and as it would be if all of
/// that were rejected. Null: it prints nothing,
/// because it is not in the report.
/// </summary>
/// <param name="Sources">The other texts whose words are printed in it, by their paths.</param>
internal sealed record PrintedText(string? Seen, string? Unsuggested, IReadOnlyList<string> Sources)
{
    public string Hash => Seen ?? "";

    /// <summary>Something that is suggested is printed in it, wherever it was suggested.</summary>
    public bool HasSuggestions => Seen != Unsuggested;

    public static PrintedText Of(LiveReport report, Compilation compilation, string path)
    {
        var seen = ContentHash.FormOf(report, compilation, path);
        return new PrintedText(seen?.Hash, ContentHash.FormOf(report, report.OriginalOf(compilation), path)?.Hash, seen?.Sources ?? []);
    }
}

/// <summary>
/// What a signature is bound to: a hash of all that a text prints, wherever its words come from, but its numbers (<see
/// cref="PrintedForm"/>). Two texts with one hash print the same
/// words and pictures; numbers follow from the rest of the report and are not signed.
/// </summary>
internal static class ContentHash
{
    /// <summary>Of the texts that were compiled, each made once.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, PrintedForm?>> Made = [];

    /// <summary>Of a text as it was compiled; empty: it is not in the report.</summary>
    public static string Of(LiveReport report, Compilation compilation, string path) => FormOf(report, compilation, path)?.Hash ?? "";

    public static PrintedForm? FormOf(LiveReport report, Compilation compilation, string path) =>
        Made.GetOrCreateValue(compilation)
            .GetOrAdd(
                path,
                _ => compilation.Report.Printed(path, picture => report.Pictures.TryGetValue(picture, out var found) ? found.Hash : null)
            );
}
