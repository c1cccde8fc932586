using Authoring.Text;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;

namespace Authoring.Web.History;

/// <summary>
/// A text as it would be printed at one version, with the words marked that it has since another one, and those that are gone.
/// </summary>
/// <param name="Blocks">Empty: the text is not part of the report.</param>
public sealed record PrintedVersions(IReadOnlyList<string> Blocks, int Changes)
{
    /// <param name="compared">The two versions.</param>
    /// <param name="now">The text at the later one.</param>
    public static async Task<PrintedVersions> OfAsync(LiveReport report, string path, ComparedVersions compared, TrackedText now)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(compared);
        var projected = new ProjectedText(path, compared.To, now, Projection.Final);
        var compilation = await report.CompileWithAsync(path, projected);
        var markup = ReviewReading.MarkupOf(compared.Old, projected.Text.ToString());
        var blocks = compilation.Report.Preview(
            path,
            image => PictureAddress.Of(report.Slug, image, report.Pictures.GetValueOrDefault(image)),
            text => text == path ? markup : null
        );
        return new PrintedVersions([.. blocks.Select(block => block.Html)], blocks.Sum(block => ReviewReading.ChangesIn(block.Html)));
    }
}
