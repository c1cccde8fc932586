using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Figures;
using Authoring.Web.Import;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Reports.Making;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Reports.New;

/// <summary>Somebody who can be made a member of the new report.</summary>
/// <param name="Proposed">What he was in the report with which it begins; null: nothing.</param>
public sealed record NewMember(int Id, string Name, string? Organisation, string? Proposed);

/// <summary>Makes a report of what somebody filled in, and says what he can choose from.</summary>
internal sealed class NewReports(
    IDbContextFactory<AuthoringDb> database,
    Rights rights,
    ReportQueries queries,
    LiveReports reports,
    ReportMaker maker,
    ReportChainService chains,
    KeptFolders folders,
    IOptions<UploadLimits> limits
)
{
    public Task<bool> MayAsync(ClaimsPrincipal caller) => rights.MayCreateAsync(caller);

    /// <summary>Those that he manages: the others are not his to copy.</summary>
    public async Task<IReadOnlyList<ReportEntry>> EarlierAsync(ClaimsPrincipal caller) =>
        [.. (await queries.ListForAsync(caller)).Where(report => report.Role == nameof(ReportRole.Editor))];

    /// <summary>Of the chain by which a new report goes.</summary>
    public async Task<IReadOnlyList<PlannedStage>> StagesAsync()
    {
        await using var db = await database.CreateDbContextAsync();
        var usual = await db.Chains.Where(c => c.IsDefault).Select(c => (int?)c.Id).FirstOrDefaultAsync();
        return usual is { } id && await ChainPlan.ReadAsync(db, id) is { } plan ? plan.Stages : [];
    }

    public UploadedFolder? Folder(int person) => folders.Find(person);

    /// <exception cref="UploadException">It is not taken.</exception>
    public async Task<UploadedFolder> TakeFolderAsync(int person, IFormFile file, CancellationToken cancellation)
    {
        folders.Forget(person);
        if (file.Length > limits.Value.MaxZipSize)
            throw new UploadException(UploadFault.ZipTooLarge);
        await using var stream = file.OpenReadStream();
        var folder = await FolderUpload.ReadAsync(stream, file.FileName, limits.Value, cancellation);
        folders.Keep(person, folder);
        return folder;
    }

    /// <summary>How the report numbers with which the new one begins.</summary>
    public async Task<DefinitionDraft?> OwnNumberingAsync(ClaimsPrincipal caller, NewReportInput input) =>
        input.Source == NewReportInput.Folder
            ? folders.Find(caller.PersonId()) is { } folder
                ? DefinitionDraft.Read(folder.Report.Definition)
                : null
            : await ManagedAsync(caller, input.From) is { } report
                ? DefinitionDraft.Read(report.Folder().Yaml)
                : null;

    private async Task<LiveReport?> ManagedAsync(ClaimsPrincipal caller, string slug) =>
        await reports.FindForReadingAsync(caller, slug) is { } report && await rights.InReportAsync(caller, report.Id) == Access.Manage
            ? report
            : null;

    /// <summary>Everybody but the caller, who will manage it; with what they were in last year's report.</summary>
    public async Task<IReadOnlyList<NewMember>> PeopleAsync(ClaimsPrincipal caller, NewReportInput input)
    {
        var before = input.Source == NewReportInput.Earlier && input.Roles.Count == 0 ? await ManagedAsync(caller, input.From) : null;
        await using var db = await database.CreateDbContextAsync();
        var (self, report) = (caller.PersonId(), before?.Id);
        var people = await db
            .Users.AsNoTracking()
            .Where(p => !p.Disabled && p.Id != self)
            .OrderBy(p => p.Organisation == null)
            .ThenBy(p => p.Organisation!.Name)
            .ThenBy(p => p.DisplayName)
            .Select(p => new
            {
                p.Id,
                p.DisplayName,
                Organisation = (string?)p.Organisation!.Name,
                Role = db
                    .ReportMembers.Where(m => m.ReportId == report && m.PersonId == p.Id)
                    .Select(m => (ReportRole?)m.Role)
                    .FirstOrDefault(),
            })
            .ToListAsync();
        return people.ConvertAll(p => new NewMember(p.Id, p.DisplayName, p.Organisation, p.Role?.ToString()));
    }

    /// <returns>Its slug; null: that is taken.</returns>
    public async Task<string?> CreateAsync(
        ClaimsPrincipal caller,
        NewReportInput input,
        DateOnly? deadline,
        IReadOnlyDictionary<int, DateOnly> days
    )
    {
        var (self, slug) = (caller.PersonId(), input.Slug.Length > 0 ? input.Slug : await FreeAsync(SlugRules.Suggest(input.Period)));
        if (await MakeAsync(caller, input, slug, deadline) is not { } made)
            return null;
        await using var db = await database.CreateDbContextAsync();
        if (!await maker.SaveAsync(made, [(self, ReportRole.Editor), .. await OthersAsync(db, input, self)]))
            return null;
        folders.Forget(self);
        rights.Forget();
        if (days.Count > 0)
            await chains.SaveAsync(caller, await db.Reports.Where(r => r.Slug == slug).Select(r => r.Id).SingleAsync(), null, days);
        return slug;
    }

    private static async Task<IEnumerable<(int, ReportRole)>> OthersAsync(AuthoringDb db, NewReportInput input, int self)
    {
        var asked = input.Roles.Keys.ToList();
        var known = await db.Users.Where(p => asked.Contains(p.Id) && !p.Disabled && p.Id != self).Select(p => p.Id).ToListAsync();
        return known.Select(id => (id, Enum.Parse<ReportRole>(input.Roles[id])));
    }

    private async Task<NewReport?> MakeAsync(ClaimsPrincipal caller, NewReportInput input, string slug, DateOnly? deadline)
    {
        var profile = ReportTemplate.Profiles.FirstOrDefault(p => p.Name == input.ChosenProfile).Numbering;
        if (!input.HasOwnNumbering)
            return ReportTemplate.Create(Named(profile!, input, slug), deadline);
        if (await BeginningAsync(caller, input) is not { } beginning)
            return null;
        var own = DefinitionDraft.Read(beginning.Definition);
        var draft = Named(profile is null ? own : Renumbered(own, profile), input, slug);
        // A folder that is taken as it is keeps its report.yml to the letter, comments and all.
        var definition = own.ToYaml() == draft.ToYaml() ? beginning.Definition : draft.ToYaml();
        return beginning with { Slug = slug, Title = draft.Title, Deadline = deadline, Definition = definition };
    }

    private async Task<NewReport?> BeginningAsync(ClaimsPrincipal caller, NewReportInput input)
    {
        if (input.Source == NewReportInput.Folder)
            return folders.Find(caller.PersonId())?.Report;
        if (await ManagedAsync(caller, input.From) is not { } report)
            return null;
        await using var db = await database.CreateDbContextAsync();
        return await EarlierReport.ReadAsync(db, report, input.WithText);
    }

    private static DefinitionDraft Named(DefinitionDraft draft, NewReportInput input, string slug) =>
        draft with
        {
            Title = input.Title,
            Period = NullIfEmpty(input.Period),
            Issuer = NullIfEmpty(input.Issuer),
            Slug = slug,
        };

    /// <summary>The same report, numbered another way.</summary>
    private static DefinitionDraft Renumbered(DefinitionDraft own, DefinitionDraft profile) =>
        profile with
        {
            Date = own.Date,
            Front = own.Front,
            Body = own.Body,
            Annexes = own.Annexes,
            Cases = own.Cases,
        };

    /// <summary>The proposal itself, or with the first number that makes it free.</summary>
    private async Task<string> FreeAsync(string wanted)
    {
        await using var db = await database.CreateDbContextAsync();
        var taken = await db.Reports.Where(r => r.Slug.StartsWith(wanted)).Select(r => r.Slug).ToListAsync();
        if (!taken.Contains(wanted, StringComparer.OrdinalIgnoreCase))
            return wanted;
        var number = 2;
        while (taken.Contains($"{wanted}-{number}", StringComparer.OrdinalIgnoreCase))
            number++;
        return $"{wanted}-{number}";
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
