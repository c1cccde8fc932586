using System.Collections.Concurrent;
using Authoring.Compile;
using Authoring.Compile.Tests;
using Authoring.Web.CommandLine;

[assembly: AssemblyFixture(typeof(Authoring.Web.Tests.Publishing.LaidOut))]

namespace Authoring.Web.Tests.Publishing;

/// <summary>Reports that LibreOffice has laid out, each once for all tests that look at it.</summary>
public sealed class LaidOut : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<LaidOutReport>>> reports = new(StringComparer.Ordinal);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <param name="name">The sample report, or a real one beside the checkout.</param>
    internal Task<LaidOutReport> ReportAsync(string name)
    {
        _ = Programs.Find("soffice", "libreoffice-writer-nogui");
        var source =
            name == "sample"
                ? Path.Combine(Checkout.Root, "seed", "report")
                : Path.GetFullPath(Path.Combine(Checkout.Root, "..", "shared", "reports", name));
        Assert.SkipUnless(Directory.Exists(source), $"The real report is not on this machine: {source}");
        return reports.GetOrAdd(name, _ => new(() => MakeAsync(source, Path.Combine(folder.Path, $"{name}.pdf")))).Value;
    }

    private static async Task<LaidOutReport> MakeAsync(string source, string file)
    {
        var report = ReportFolder.Open(source);
        var compiled = Compiler.Compile(report);
        using var made = new TemporaryPdf(report);
        var (refusal, notes) = await made.MakeAsync(compiled, CancellationToken.None);
        Assert.Null(refusal);
        await using (var stream = File.Create(file))
            await made.CopyToAsync(stream, CancellationToken.None);
        return new LaidOutReport(compiled, file, notes);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A PDF as another program reads it.</summary>
internal sealed class LaidOutReport(CompiledReport report, string file, IReadOnlyList<string> notes)
{
    private readonly Lazy<string[]> sheets = new(() => Programs.Run("pdftotext", "poppler-utils", "-layout", file, "-").Split('\f')[..^1]);

    public CompiledReport Report => report;
    public string File => file;
    public IReadOnlyList<string> Notes => notes;

    /// <summary>The text of each sheet as it stands there, the cover first.</summary>
    public string[] Sheets => sheets.Value;
}
