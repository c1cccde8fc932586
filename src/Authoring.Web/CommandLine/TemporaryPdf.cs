using Authoring.Compile;
using Authoring.Compile.Docx;
using Authoring.Web.Publishing;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Authoring.Web.CommandLine;

/// <summary>A report folder laid out as a PDF, with the settings that the server has; gone when it has been copied.</summary>
internal sealed class TemporaryPdf(ReportFolder folder, DocxTemplate? template = null) : IDisposable
{
    private readonly WorkFolder work = new();
    private string path = "";

    /// <summary>Why there is none, and what is to be said of it.</summary>
    public async Task<(string? Refusal, IReadOnlyList<string> Notes)> MakeAsync(CompiledReport report, CancellationToken cancellation)
    {
        IReadOnlyList<ExportNote> notes = [];
        var words = new StringLocalizer<Shell.Words>(
            new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance)
        );
        var office = new LibreOffice(Options.Create(Settings()), TimeProvider.System, NullLogger<LibreOffice>.Instance);
        path = PublishedReport.PdfIn(work.New());
        var (failure, map) = await new PagePass(office, work).RunAsync(Write, path, _ => { }, cancellation);
        if (failure is { } why)
            return (words.Say(why), []);
        IEnumerable<string> said = notes.Select(note => note.Sentence);
        return (null, map!.HasSettled ? [.. said] : [.. said, words["pdf.unsettled", map.Passes]]);

        DocxResult Write(Stream output, IReadOnlyDictionary<string, int> pages, bool isFlat, CancellationToken stop)
        {
            var options = new DocxOptions
            {
                Picture = picture => DocxPicture.Of(folder.ReadImage(picture), stop),
                Pages = pages,
                IsFlat = isFlat,
                Template = template,
            };
            var result = report.WriteDocx(output, options);
            notes = result.Notes;
            return result;
        }
    }

    public async Task CopyToAsync(Stream output, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        await stream.CopyToAsync(output, cancellation);
    }

    private static PublishingSettings Settings() =>
        new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .Build()
            .GetSection(PublishingSettings.Section)
            .Get<PublishingSettings>()
        ?? new PublishingSettings();

    public void Dispose() => work.Dispose();
}
