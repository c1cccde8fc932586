using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.People;

internal sealed partial class Register
{
    public async Task<AdministrationResult> CreateOrganisationAsync(OrganisationDraft draft)
    {
        var organisation = new Organisation { Name = NameRules.Tidy(draft.Name) };
        if (await ObjectToOrganisationAsync(organisation.Name, 0) is { } objection)
            return objection;
        if (await ObjectToPlaceAsync(draft, 0) is { } misplaced)
            return misplaced;
        (organisation.Level, organisation.ParentId) = (draft.Level, draft.ParentId);
        db.Organisations.Add(organisation);
        await db.SaveChangesAsync();
        return AdministrationResult.Done;
    }

    /// <summary>Its name, and where it stands.</summary>
    public async Task<AdministrationResult> EditOrganisationAsync(int id, OrganisationDraft draft)
    {
        var name = NameRules.Tidy(draft.Name);
        if (await ObjectToOrganisationAsync(name, id) is { } objection)
            return objection;
        if (await db.Organisations.FindAsync(id) is not { } organisation)
            return AdministrationResult.Refuse(Fields.None, "gone");
        if (await ObjectToPlaceAsync(draft, id) is { } misplaced)
            return misplaced;
        (organisation.Name, organisation.Level, organisation.ParentId) = (name, draft.Level, draft.ParentId);
        await db.SaveChangesAsync();
        return AdministrationResult.Done;
    }

    public async Task<AdministrationResult> DeleteOrganisationAsync(int id, Action forgetRights)
    {
        if (await db.Organisations.FindAsync(id) is not { } organisation)
            return AdministrationResult.Refuse(Fields.None, "gone");
        if (await WhyToStayAsync(id) is { } reason)
            return reason;
        await using var transaction = await db.Database.BeginTransactionAsync();
        await use.LetGoAsync(db, id);
        db.Organisations.Remove(organisation);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        forgetRights();
        return AdministrationResult.Done;
    }

    private async Task<AdministrationResult?> WhyToStayAsync(int id)
    {
        var belonging = await db
            .Users.Where(p => p.OrganisationId == id)
            .OrderBy(p => p.DisplayName)
            .Select(p => p.DisplayName)
            .ToListAsync();
        if (belonging.Count > 0)
            return AdministrationResult.Refuse(Fields.None, "organisation-not-empty", Named(belonging));
        var below = await db.Organisations.Where(o => o.ParentId == id).OrderBy(o => o.Name).Select(o => o.Name).ToListAsync();
        if (below.Count > 0)
            return AdministrationResult.Refuse(Fields.None, "organisation-has-others", Named(below));
        return await use.WhyNeededAsync(db, id) is { } why ? AdministrationResult.Refuse(Fields.None, why) : null;
    }

    /// <summary>A line each; not so many that nobody reads them.</summary>
    private static string Named(List<string> names)
    {
        const int most = 10;
        return string.Join('\n', names.Count > most ? [.. names.Take(most), "…"] : names);
    }

    private async Task<AdministrationResult?> ObjectToOrganisationAsync(string name, int self)
    {
        if (NameRules.FaultOfName(name) is { } fault)
            return AdministrationResult.Refuse(Fields.Name, fault);
        return await db.Organisations.AnyAsync(o => o.Name == name && o.Id != self)
            ? AdministrationResult.Refuse(Fields.Name, "organisation-taken")
            : null;
    }

    /// <summary>A circle has no top, and a city is under no school.</summary>
    private async Task<AdministrationResult?> ObjectToPlaceAsync(OrganisationDraft draft, int self)
    {
        if (draft.ParentId is not { } parentId)
            return null;
        var tree = new UnitTree((await RosterReader.ReadAsync(db, 0)).Organisations);
        var above = tree.Up(parentId).ToList();
        if (above.Count == 0)
            return AdministrationResult.Refuse(Fields.Parent, "organisation-gone");
        if (above.Exists(o => o.Id == self))
            return AdministrationResult.Refuse(Fields.Parent, "organisation-circle", above[0].Name);
        var parent = above.Find(o => o.Level is not null);
        if (draft.Level is { } level && parent?.Level > level)
            return AdministrationResult.Refuse(Fields.Level, "organisation-level", parent.Name);
        var under = self == 0 ? [] : tree.Under(self).SelectMany(tree.Below).Where(o => o.Level < draft.Level).Select(o => o.Name).ToList();
        return under.Count > 0 ? AdministrationResult.Refuse(Fields.Level, "organisation-level-below", Named(under)) : null;
    }
}
