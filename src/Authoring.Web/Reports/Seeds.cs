using System.Security.Cryptography;
using Authoring.Compile;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports;

/// <summary>Loads report folders into the database, each when no report has its slug yet.</summary>
internal sealed partial class Seeds(IDbContextFactory<AuthoringDb> database, StartMode mode, ILogger<Seeds> logger)
{
    private const string Sample = "seed/report";

    /// <param name="setting">Folders separated by <c>;</c>. Without it a demo loads the sample, and nothing else loads anything.</param>
    public async Task LoadAsync(string? setting)
    {
        if (setting is null && !mode.IsDemo) return;
        foreach (var folder in (setting ?? Find(Sample)).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                await LoadFolderAsync(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
            }
            catch (ReportFormatException e)
            {
                Log.NotLoaded(logger, folder, e.Message);
            }
        }
    }

    /// <summary>Looks in the current directory, then beside the program.</summary>
    private static string Find(string folder) => Directory.Exists(folder) ? folder : Path.Combine(AppContext.BaseDirectory, folder);

    private async Task LoadFolderAsync(string path)
    {
        var folder = ReportFolder.Open(path);
        var definition = folder.Definition;
        await using var db = await database.CreateDbContextAsync();
        if (await db.Reports.AnyAsync(r => r.Slug == definition.Slug)) return;
        var report = new Report { Slug = definition.Slug, Title = definition.Title, Definition = folder.DefinitionText };
        db.Reports.Add(report);
        foreach (var file in folder.TextFiles())
        {
            var document = new Document { Report = report, Kind = file.Kind, Key = file.Key, Path = file.Path };
            db.Documents.Add(document);
        }
        await db.SaveChangesAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The report folder {Folder} was not loaded: {Reason}")]
        public static partial void NotLoaded(ILogger logger, string folder, string reason);
    }
}
