using System.Collections.Concurrent;
using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>
/// What is answered to somebody who may not read what he asks for, or asks for what is not there. It depends on the caller alone and never
/// on the text, so that nobody learns what there is: who belongs to some report finds nothing, who belongs to none may do nothing. Who was
/// let in before is told that he may not any more.
/// </summary>
internal sealed class Outsiders(IDbContextFactory<AuthoringDb> database)
{
    private const int MostRemembered = 100_000;

    /// <summary>Who has read which report since the server started.</summary>
    private readonly ConcurrentDictionary<(int PersonId, int ReportId), bool> wereIn = new();

    public void Belongs(int personId, int reportId)
    {
        if (wereIn.ContainsKey((personId, reportId)))
            return;
        if (wereIn.Count > MostRemembered)
            wereIn.Clear();
        wereIn[(personId, reportId)] = true;
    }

    /// <param name="reportId">Null: there is no such text.</param>
    public async Task<Refusal> RefusalAsync(ClaimsPrincipal caller, int? reportId)
    {
        var person = caller.PersonId();
        if (reportId is { } report && wereIn.ContainsKey((person, report)))
            return Refusal.NotAllowed("you may not read this report any more");
        await using var db = await database.CreateDbContextAsync();
        const string Sentence = "there is no such text, or you may not read it";
        return await db.ReportMembers.AnyAsync(m => m.PersonId == person && !m.Person!.Disabled)
            ? Refusal.NotFound(Sentence)
            : Refusal.NotAllowed(Sentence);
    }
}
