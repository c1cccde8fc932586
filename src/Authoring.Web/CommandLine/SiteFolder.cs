using Authoring.Compile;
using Authoring.Compile.Html;
using Authoring.Compile.Pictures;

namespace Authoring.Web.CommandLine;

/// <summary>An HTML document in a folder, as it is put on a server: the document, and its pictures beside it.</summary>
internal static class SiteFolder
{
    public static void Write(CompiledReport report, ReportFolder folder, string target)
    {
        Directory.CreateDirectory(Path.Combine(target, SitePictures.Folder));
        var pictures = new SitePictures(folder.FactsOf);
        using (var writer = CompileCommand.Create(Path.Combine(target, SitePictures.Index)))
            report.WriteHtml(writer, pictures.NameOf);
        foreach (var (path, name) in pictures.Named)
            if (folder.ReadImage(path) is { } content)
                File.WriteAllBytes(Path.Combine(target, name), PictureCleaner.Clean(content));
    }
}
