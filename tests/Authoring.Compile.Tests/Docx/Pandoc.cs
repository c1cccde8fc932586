namespace Authoring.Compile.Tests.Docx;

/// <summary>Word files as pandoc reads them.</summary>
internal static class Pandoc
{
    public static string Plain(WordFile file, params IReadOnlyList<string> options) => Run(file, "plain", [.. options, "--wrap=none"]);

    public static string Run(WordFile file, string format, params IReadOnlyList<string> options)
    {
        var folder = Directory.CreateTempSubdirectory("pandoc-").FullName;
        try
        {
            var path = Path.Combine(folder, "a.docx");
            File.WriteAllBytes(path, file.Content);
            return Programs.Run("pandoc", "pandoc", [.. options, "-f", "docx", "-t", format, path]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
