using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>One who signs at a stage.</summary>
/// <param name="IsDisabled">He has left, and does not sign any more; his stage stays.</param>
public sealed record Signer(int PersonId, string Name, int? OrganisationId, bool MayOverride, bool IsDisabled = false);

/// <param name="Signers">For whatever organisation.</param>
/// <param name="Level">Of the organisations whose people sign here; null: it is of none.</param>
public sealed record PlannedStage(
    int Id,
    string Key,
    string Name,
    bool AsksMinutes,
    IReadOnlyList<Signer> Signers,
    OrganisationLevel? Level = null
)
{
    /// <summary>Who signs here for the texts of an organisation.</summary>
    public IReadOnlyList<Signer> For(int? organisationId) => [.. Named(organisationId).Where(signer => !signer.IsDisabled)];

    /// <summary>
    /// Who was named to sign here for the texts of an organisation, those who have left included; nobody: it is passed over.
    /// </summary>
    public IReadOnlyList<Signer> Named(int? organisationId)
    {
        var own = organisationId is null ? [] : Signers.Where(signer => signer.OrganisationId == organisationId).ToList();
        return own.Count > 0 ? own : [.. Signers.Where(signer => signer.OrganisationId is null)];
    }
}

/// <summary>A chain as it is read at one moment: its stages in order, and who signs at each.</summary>
public sealed record ChainPlan(int Id, string Name, IReadOnlyList<PlannedStage> Stages)
{
    /// <summary>
    /// The stages that the texts of an organisation pass. One whose signers have all left is not passed over: nobody's leaving spares a
    /// text a signature.
    /// </summary>
    public IReadOnlyList<PlannedStage> For(int? organisationId) => [.. Stages.Where(stage => stage.Named(organisationId).Count > 0)];

    /// <summary>May this person sign at a stage for others? Who may at a stage may at those before it.</summary>
    public bool MayOverride(int personId, int stageId, int? organisationId)
    {
        var from = Stages.ToList().FindIndex(stage => stage.Id == stageId);
        return from >= 0
            && Stages.Skip(from).Any(stage => stage.For(organisationId).Any(signer => signer.PersonId == personId && signer.MayOverride));
    }

    /// <summary>The chain of a report, or the default one. Null: there is none.</summary>
    internal static async Task<ChainPlan?> FindForReportAsync(AuthoringDb db, int reportId)
    {
        if (await db.Reports.AnyAsync(r => r.Id == reportId && r.Slug.StartsWith(Report.PracticeMark)))
            return null; // nobody is bothered with what is only practised
        var id =
            await db.Reports.Where(r => r.Id == reportId).Select(r => r.ChainId).SingleAsync()
            ?? await db.Chains.Where(c => c.IsDefault).Select(c => (int?)c.Id).FirstOrDefaultAsync();
        return id is null ? null : await ReadAsync(db, id.Value);
    }

    internal static async Task<ChainPlan?> ReadAsync(AuthoringDb db, int id)
    {
        var chain = await db.Chains.AsNoTracking().Include(c => c.Stages).SingleOrDefaultAsync(c => c.Id == id);
        if (chain is null)
            return null;
        var signers = (
            await db
                .StageSigners.AsNoTracking()
                .Where(s => s.Stage!.ChainId == id)
                .Select(s => new
                {
                    s.StageId,
                    Signer = new Signer(s.PersonId, s.Person!.DisplayName, s.OrganisationId, s.MayOverride, s.Person.Disabled),
                })
                .ToListAsync()
        ).ToLookup(s => s.StageId, s => s.Signer);
        return new ChainPlan(
            chain.Id,
            chain.Name,
            [
                .. chain
                    .Stages.OrderBy(s => s.Order)
                    .Select(s => new PlannedStage(
                        s.Id,
                        s.Key,
                        s.Name,
                        s.AsksMinutes,
                        [.. signers[s.Id].OrderBy(signer => signer.Name, StringComparer.Ordinal)],
                        s.Level
                    )),
            ]
        );
    }
}
