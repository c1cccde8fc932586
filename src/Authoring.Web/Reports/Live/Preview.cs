using System.Security.Cryptography;
using System.Text;
using Authoring.Compile;
using Authoring.Text;

namespace Authoring.Web.Reports.Live;

/// <summary>A block of the preview; equal hashes mean equal HTML, so that a page keeps what has not changed.</summary>
public sealed record PreviewBlock(int Line, string Hash, string Html);

/// <summary>One text of a report as it will be printed, block by block.</summary>
internal static class Preview
{
    public static IReadOnlyList<PreviewBlock> Of(
        LiveReport report,
        Compilation compilation,
        string path,
        Projection projection = Projection.Final
    ) =>
        [
            .. compilation
                .Report.Preview(
                    path,
                    image => PictureAddress.Of(report.Slug, image, report.Pictures.GetValueOrDefault(image)),
                    compilation.Markup(projection)
                )
                .Select(block => new PreviewBlock(compilation.LineInText(path, block.Line), Hash(block.Html), block.Html)),
        ];

    public static string Hash(string html) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html)).AsSpan(0, 12));
}
