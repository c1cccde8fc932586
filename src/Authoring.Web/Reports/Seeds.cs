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
                await LoadFolderAsync(ReportFolder.Open(folder));
            }
            catch (ReportFormatException e)
            {
                Log.NotLoaded(logger, folder, e.Message);
            }
        }
        if (mode.IsDemo) await AppointDemoEditorAsync();
    }

    /// <summary>In a demo database of an earlier version nobody manages the reports.</summary>
    private async Task AppointDemoEditorAsync()
    {
        await using var db = await database.CreateDbContextAsync();
        await db.ReportMembers.Where(m => m.Person!.UserName == DemoAccounts.Editor && !db.ReportMembers.Any(o => o.ReportId == m.ReportId && o.Role == ReportRole.Editor))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, ReportRole.Editor));
    }

    /// <summary>Looks in the current directory, then beside the program.</summary>
    private static string Find(string folder) => Directory.Exists(folder) ? folder : Path.Combine(AppContext.BaseDirectory, folder);

    private async Task LoadFolderAsync(ReportFolder folder)
    {
        var definition = folder.ReadDefinition();
        await using var db = await database.CreateDbContextAsync();
        if (await db.Reports.AnyAsync(r => r.Slug == definition.Slug)) return;
        await using var transaction = await db.Database.BeginTransactionAsync();
        var report = new Report { Slug = definition.Slug, Title = definition.Title, Definition = folder.ReadText(ReportDefinition.FileName)! };
        db.Reports.Add(report);
        foreach (var path in folder.Images()) db.ReportFiles.Add(File(report, path, folder.ReadImage(path)!));
        await AddMembersAsync(db, report);
        await AddTextsAsync(db, report, folder, definition);
        await transaction.CommitAsync();
    }

    private static ReportFile File(Report report, string path, byte[] content) =>
        new() { Report = report, Path = path, Content = content, Hash = Convert.ToHexStringLower(SHA256.HashData(content)) };

    private async Task AddMembersAsync(AuthoringDb db, Report report)
    {
        if (!mode.IsDemo) return;
        var names = DemoAccounts.All.Select(a => a.Name).ToList();
        foreach (var person in await db.Users.Where(p => names.Contains(p.UserName!)).ToListAsync())
            db.ReportMembers.Add(new ReportMember { Report = report, Person = person, Role = DemoAccounts.RoleOf(person.UserName!) });
    }

    private static async Task AddTextsAsync(AuthoringDb db, Report report, ReportFolder folder, ReportDefinition definition)
    {
        var keys = new HashSet<(DocumentKind, string)>();
        var texts = new List<(Document Document, string Text)>();
        foreach (var path in definition.Front.Concat(definition.Body).Concat(definition.Annexes)) Add(DocumentKind.Section, path, _ => Path.GetFileNameWithoutExtension(path));
        foreach (var path in definition.Cases) Add(DocumentKind.Case, path, text => SourceFile.Read(path, text).CaseId);
        db.Documents.AddRange(texts.Select(t => t.Document));
        await db.SaveChangesAsync();
        db.Snapshots.AddRange(texts.Select(t => new Snapshot { DocumentId = t.Document.Id, Version = 0, Text = t.Text }));
        await db.SaveChangesAsync();

        void Add(DocumentKind kind, string path, Func<string, string> keyOf)
        {
            // A file that is missing or cannot be read is named by the compiler's diagnostics.
            if (folder.ReadText(path) is not { } text || texts.Exists(t => t.Document.Path == path)) return;
            var wanted = keyOf(text);
            var key = wanted;
            for (var n = 2; !keys.Add((kind, key)); n++) key = $"{wanted}-{n}";
            texts.Add((new Document { Report = report, Kind = kind, Key = key, Path = path }, text));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The report folder {Folder} was not loaded: {Reason}")]
        public static partial void NotLoaded(ILogger logger, string folder, string reason);
    }
}
