using System.Collections.Concurrent;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>Which person a <c>clientID</c> belongs to: the first who used it, for ever. The log writes the claims down.</summary>
internal sealed class ClientOwners(IDbContextFactory<AuthoringDb> database)
{
    /// <summary>All claims are in the database once committed; this many are kept at hand.</summary>
    private const int MostInMemory = 100_000;

    private readonly ConcurrentDictionary<string, int> owners = new(StringComparer.Ordinal);

    public async ValueTask ClaimAsync(string clientId, int personId)
    {
        if (!owners.TryGetValue(clientId, out var owner))
        {
            if (owners.Count > MostInMemory) owners.Clear();
            owner = owners.GetOrAdd(clientId, await OwnerInDatabaseAsync(clientId) ?? personId);
        }
        if (owner != personId) throw Refusal.NotAllowed("this clientID belongs to somebody else; take a new one");
    }

    private async Task<int?> OwnerInDatabaseAsync(string clientId)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.EditingClients.Where(c => c.ClientId == clientId).Select(c => (int?)c.PersonId).FirstOrDefaultAsync();
    }
}
