using Authoring.Compile.Document;
using Authoring.Compile.Pictures;

namespace Authoring.Compile.Docx;

/// <summary>
/// Writes pictures in the line of text, as wide as they are at 96 dots an inch, and no wider than the text or higher than leaves room for
/// more.
/// </summary>
internal sealed class PictureWriter(WritingContext context)
{
    private const int EmuPerPixel = 9525; // at 96 dots an inch
    private const int EmuPerTwip = 635;

    /// <summary>
    /// Of the text's height. A picture that lies leaves room for text above or below, so that the page before it is not left half empty;
    /// one that stands is as high as leaves room for a caption.
    /// </summary>
    private const double HighestLying = 0.36,
        HighestStanding = 0.75;

    /// <summary>A picture that is used twice is in the file once.</summary>
    private readonly Dictionary<string, string?> _ids = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>False: there is none that Word could show.</summary>
    public bool IsThere(PictureRun picture) => IdOf(picture.Path) is not null;

    public void Write(Part part, PictureRun picture)
    {
        var id = IdOf(picture.Path)!;
        var number = (++_count).ToString();
        var (width, height) = Size(picture.Facts);
        part.Open("r").Open("drawing").OpenForeign("wp", "inline", Part.WordDrawing);
        foreach (var side in new[] { "distT", "distB", "distL", "distR" })
            part.Attribute(side, "0");
        part.OpenForeign("wp", "extent", Part.WordDrawing).Attribute("cx", width).Attribute("cy", height).Close();
        part.OpenForeign("wp", "docPr", Part.WordDrawing)
            .Attribute("id", number)
            .Attribute("name", $"图片 {number}")
            .Attribute("descr", picture.AlternativeText)
            .Close();
        part.OpenForeign("a", "graphic", Part.Drawing).OpenForeign("a", "graphicData", Part.Drawing).Attribute("uri", Part.Picture);
        part.OpenForeign("pic", "pic", Part.Picture).OpenForeign("pic", "nvPicPr", Part.Picture);
        part.OpenForeign("pic", "cNvPr", Part.Picture).Attribute("id", number).Attribute("name", $"图片 {number}").Close();
        part.OpenForeign("pic", "cNvPicPr", Part.Picture).Close().Close();
        part.OpenForeign("pic", "blipFill", Part.Picture)
            .OpenForeign("a", "blip", Part.Drawing)
            .Attribute("embed", Part.Relations, id)
            .Close();
        part.OpenForeign("a", "stretch", Part.Drawing).OpenForeign("a", "fillRect", Part.Drawing).Close().Close().Close();
        part.OpenForeign("pic", "spPr", Part.Picture).OpenForeign("a", "xfrm", Part.Drawing);
        part.OpenForeign("a", "off", Part.Drawing).Attribute("x", "0").Attribute("y", "0").Close();
        part.OpenForeign("a", "ext", Part.Drawing).Attribute("cx", width).Attribute("cy", height).Close().Close();
        part.OpenForeign("a", "prstGeom", Part.Drawing)
            .Attribute("prst", "rect")
            .OpenForeign("a", "avLst", Part.Drawing)
            .Close()
            .Close()
            .Close();
        part.Close().Close().Close().Close().Close().Close();
    }

    private (string Width, string Height) Size(ImageFacts facts)
    {
        var (width, height) = ((double)facts.Width * EmuPerPixel, (double)facts.Height * EmuPerPixel);
        var highest = facts.Width >= facts.Height ? HighestLying : HighestStanding;
        var scale = Math.Min(
            1,
            Math.Min(context.PictureRoom * EmuPerTwip / width, context.Page.TextHeight * highest * EmuPerTwip / height)
        );
        return (Math.Max(1, (long)(width * scale)).ToString(), Math.Max(1, (long)(height * scale)).ToString());
    }

    private string? IdOf(string path)
    {
        if (_ids.TryGetValue(path, out var known))
            return known;
        return _ids[path] = context.Options.Picture(path) is { } picture
            ? context.Package.AddPicture(picture.Content, picture.Extension)
            : null;
    }
}
