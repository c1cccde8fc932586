using Authoring.Compile;
using Authoring.Text;

namespace Authoring.Web.Reports.Live;

/// <summary>
/// How somebody wants to read a report with suggestions: <c>?projection=final</c> (the default), <c>original</c> or <c>marked-up</c>.
/// </summary>
internal static class Projections
{
    /// <summary>Null: it is none of these words.</summary>
    public static Projection? Read(string? word) =>
        word switch
        {
            null or "" or "final" => Projection.Final,
            "original" => Projection.Original,
            "marked-up" => Projection.MarkedUp,
            _ => null,
        };

    /// <summary>What is to be seen of a compilation's suggestions.</summary>
    public static Func<string, Markup?>? Markup(this Compilation compilation, Projection projection) =>
        projection != Projection.MarkedUp ? null : path => compilation.Texts.TryGetValue(path, out var text) ? text.Markup() : null;
}
