using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Making;
using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports;

/// <summary>Loads report folders into the database, each when no report has its slug yet.</summary>
internal sealed partial class Seeds(IDbContextFactory<AuthoringDb> database, ReportMaker maker, StartMode mode, ILogger<Seeds> logger)
{
    private const string Sample = "seed/report";

    /// <param name="setting">Folders separated by <c>;</c>. Without it a demo loads the sample, and nothing else loads anything.</param>
    /// <param name="deadline">Of what is loaded.</param>
    public async Task LoadAsync(string? setting, DateOnly? deadline = null)
    {
        if (setting is null && !mode.IsDemo)
            return;
        foreach (var folder in (setting ?? Find(Sample)).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                await LoadFolderAsync(ReportFolder.Open(folder), deadline);
            }
            catch (ReportFormatException e)
            {
                Log.NotLoaded(logger, folder, e.Message);
            }
        }
        if (mode.IsDemo)
            await AppointDemoEditorAsync();
    }

    /// <summary>In a demo database of an earlier version nobody manages the reports.</summary>
    private async Task AppointDemoEditorAsync()
    {
        await using var db = await database.CreateDbContextAsync();
        await db
            .ReportMembers.Where(m =>
                m.Person!.UserName == DemoAccounts.Editor
                && !db.ReportMembers.Any(o => o.ReportId == m.ReportId && o.Role == ReportRole.Editor)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, ReportRole.Editor));
    }

    /// <summary>Looks in the current directory, then beside the program.</summary>
    private static string Find(string folder) => Directory.Exists(folder) ? folder : Path.Combine(AppContext.BaseDirectory, folder);

    private async Task LoadFolderAsync(ReportFolder folder, DateOnly? deadline)
    {
        await using var db = await database.CreateDbContextAsync();
        var slug = folder.ReadDefinition().Slug;
        if (await db.Reports.AnyAsync(r => r.Slug == slug))
            return;
        await maker.SaveAsync(ReportMaker.Read(folder) with { Deadline = deadline }, mode.IsDemo ? await DemoMembersAsync(db) : []);
    }

    private static async Task<List<(int, ReportRole)>> DemoMembersAsync(AuthoringDb db)
    {
        var names = DemoAccounts.All.Select(a => a.Name).ToList();
        var people = await db.Users.Where(p => names.Contains(p.UserName!)).Select(p => new { p.Id, p.UserName }).ToListAsync();
        return people.ConvertAll(p => (p.Id, DemoMembers.RoleOf(p.UserName!)));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The report folder {Folder} was not loaded: {Reason}")]
        public static partial void NotLoaded(ILogger logger, string folder, string reason);
    }
}
