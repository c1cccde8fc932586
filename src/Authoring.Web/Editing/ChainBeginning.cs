using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Authoring.Web.Editing;

/// <summary>Begins the chain of each text that is seeded, whoever seeds it, in the same act of saving.</summary>
internal sealed class ChainBeginning : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        BeginNew(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        BeginNew(eventData.Context);
        return ValueTask.FromResult(result);
    }

    /// <summary>A text that is being seeded begins a chain, whoever seeds it.</summary>
    private static void BeginNew(DbContext? context)
    {
        if (context is not AuthoringDb db)
            return;
        var seeded = db
            .ChangeTracker.Entries<Snapshot>()
            .Where(s => s is { State: EntityState.Added, Entity.Version: 0 })
            .Select(s => s.Entity)
            .ToList();
        if (seeded.Count == 0)
            return;
        var chain = new LogChain();
        foreach (var snapshot in seeded)
        {
            var start = chain.Start(snapshot);
            db.LogHeads.Add(
                new LogHead
                {
                    DocumentId = snapshot.DocumentId,
                    Hash = start,
                    Start = start,
                }
            );
        }
    }
}
