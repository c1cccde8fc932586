using System.Collections.Concurrent;
using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>
/// Which person a <c>clientID</c> belongs to: the first who pushed with it, for ever, as the log writes it down. Until his first push is on
/// disk it is held here for whoever used it first, so that nobody takes it who has seen it in <c>Pointed</c>. Who only reads holds one as
/// far as no writer uses it.
/// </summary>
/// <remarks>
/// Each person holds so many, and his oldest goes first: what he sends makes the server forget nothing that another holds.
/// </remarks>
internal sealed class ClientOwners(IDbContextFactory<AuthoringDb> database)
{
    /// <summary>Owners in the log that are kept at hand; the database knows the others.</summary>
    private const int MostAtHand = 100_000;

    /// <summary>A page has one: so many pages of one person may wait for their first push.</summary>
    private const int MostHeldByPerson = 300;

    private readonly ConcurrentDictionary<string, int> logged = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Dictionary<string, (int PersonId, bool MayWrite)> held = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Queue<string>> byPerson = [];

    /// <summary>Refuses a clientID that is somebody else's.</summary>
    /// <param name="mayWrite">He may push in the text in which he uses it.</param>
    public async ValueTask UseAsync(string clientId, int personId, bool mayWrite)
    {
        if (!logged.TryGetValue(clientId, out var owner))
        {
            if (IsHeld(clientId, personId, mayWrite))
                return;
            if (await OwnerInDatabaseAsync(clientId) is not { } found)
            {
                Hold(clientId, personId, mayWrite);
                return;
            }
            if (logged.Count > MostAtHand)
                logged.Clear();
            owner = logged[clientId] = found;
        }
        if (owner != personId)
            throw Refused();
    }

    /// <summary>It was looked for in the log when it was taken, and is his.</summary>
    private bool IsHeld(string clientId, int personId, bool mayWrite)
    {
        lock (gate)
            return held.TryGetValue(clientId, out var holder) && holder.PersonId == personId && (holder.MayWrite || !mayWrite);
    }

    private void Hold(string clientId, int personId, bool mayWrite)
    {
        lock (gate)
        {
            if (held.TryGetValue(clientId, out var holder) && holder.PersonId != personId && (holder.MayWrite || !mayWrite))
                throw Refused();
            var isNew = holder.PersonId != personId;
            held[clientId] = (personId, mayWrite || (!isNew && holder.MayWrite));
            if (!isNew)
                return;
            if (!byPerson.TryGetValue(personId, out var own))
                byPerson[personId] = own = new Queue<string>();
            own.Enqueue(clientId);
            if (own.Count > MostHeldByPerson && own.Dequeue() is var oldest && held.GetValueOrDefault(oldest).PersonId == personId)
                held.Remove(oldest);
        }
    }

    private static Refusal Refused() => Refusal.NotAllowed("this clientID belongs to somebody else; take a new one");

    private async Task<int?> OwnerInDatabaseAsync(string clientId)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.EditingClients.Where(c => c.ClientId == clientId).Select(c => (int?)c.PersonId).FirstOrDefaultAsync();
    }
}
