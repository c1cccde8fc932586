namespace Authoring.Compile.Tests.Docx;

/// <summary>Word files as LibreOffice shows them, which counts lists and fields by itself.</summary>
internal static class LibreOffice
{
    /// <summary>The words of the pages of each file, in one start of the program.</summary>
    public static List<string> Show(params IReadOnlyList<WordFile> files)
    {
        var folder = Directory.CreateTempSubdirectory("office-").FullName;
        try
        {
            var paths = files.Select((_, i) => Path.Combine(folder, $"{i}.docx")).ToList();
            for (var i = 0; i < files.Count; i++)
                File.WriteAllBytes(paths[i], files[i].Content);
            // A profile of its own: one that is in use by somebody refuses in silence.
            string[] options = ["--headless", $"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder];
            Programs.Run("soffice", "libreoffice-writer-nogui", [.. options, .. paths]);
            return paths.ConvertAll(path =>
                Programs.Run("pdftotext", "poppler-utils", "-raw", "-enc", "UTF-8", Path.ChangeExtension(path, ".pdf"), "-")
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Without blanks and line ends, which a page has where it likes, and with one kind of hyphen.</summary>
    public static string Words(string text) =>
        string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c))).Replace('\u2011', '-');
}
