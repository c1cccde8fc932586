using Authoring.Web.Publishing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Tests.Publishing;

/// <summary>
/// A program in the place of LibreOffice that does what a test wants, at once: it is called as the real one is, and finds in <c>$out</c>
/// where the PDF is expected, in <c>$word</c> the Word file, in <c>$here</c> a folder of the test's.
/// </summary>
internal sealed class FakeOffice : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FakeOffice(string script)
    {
        Program = Path.Combine(Folder, "soffice");
        File.WriteAllText(
            Program,
            $"""
            #!/bin/bash
            here='{Folder}'
            while [ $# -gt 0 ]; do case $1 in --outdir) dir=$2; shift;; *.docx) word=$1;; esac; shift; done
            out=$dir/$(basename "$word" .docx).pdf
            {script}

            """
        );
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs in LibreOffice's place are scripts of a Unix shell.");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Makes a PDF of one empty sheet, and keeps count.</summary>
    public static FakeOffice Working()
    {
        var fake = new FakeOffice("""echo pass >> "$here/passes"; cp "$here/made.pdf" "$out" """);
        fake.Has("made.pdf", SmallPdf.Write(1, new Dictionary<string, int>()));
        return fake;
    }

    public string Folder => folder.Path;

    public string Program { get; }

    public static LibreOffice Office(PublishingSettings settings) =>
        new(Options.Create(settings), TimeProvider.System, NullLogger<LibreOffice>.Instance);

    /// <summary>A PDF for the script to copy, with destinations in it.</summary>
    public void Has(string name, byte[] pdf) => File.WriteAllBytes(Path.Combine(Folder, name), pdf);

    /// <summary>What the script has written into a file, line by line.</summary>
    public string[] Lines(string name) => Path.Combine(Folder, name) is var file && File.Exists(file) ? File.ReadAllLines(file) : [];

    public void Dispose() => folder.Dispose();
}
