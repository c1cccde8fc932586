using System.Collections.Concurrent;
using System.Data.Common;
using Authoring.Web.Editing.Packing;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>
/// Which ids are in the log already. It is asked once for every push: what <see cref="SeenIds"/> does not rule out is looked up in the
/// database, over connections and prepared commands that are kept.
/// </summary>
internal sealed class KnownUpdates(IDbContextFactory<AuthoringDb> database, EditingLimits limits) : IDisposable
{
    /// <summary>More may be used at the same time; so many are kept.</summary>
    private const int MostIdle = 4;

    private readonly SeenIds seen = new(database, limits);
    private readonly ConcurrentBag<Lookup> idle = [];
    private readonly ReaderWriterLockSlim repacking = new();

    /// <summary>Of each text that was asked for: the names of its packed stretches' ids.</summary>
    private readonly ConcurrentDictionary<int, List<(int Last, byte[] Ids)>> packed = new();

    /// <summary>
    /// Those of a person's updates that are in a text up to <paramref name="version"/>, oldest first, and their versions.
    /// </summary>
    public List<(string Id, int Version)> UpTo(int version, int documentId, int personId, IReadOnlyList<PushedUpdate> updates)
    {
        repacking.EnterReadLock();
        try
        {
            return Find(version, documentId, personId, updates);
        }
        finally
        {
            repacking.ExitReadLock();
        }
    }

    /// <summary>Call it when the updates are on disk, and before anybody hears of them.</summary>
    public void Add(Batch batch) => seen.Add(batch);

    /// <summary>The text is not written in for now, or somebody else may have written in it.</summary>
    public void Forget(int documentId) => seen.Forget(documentId);

    private List<(string Id, int Version)> Find(int version, int documentId, int personId, IReadOnlyList<PushedUpdate> updates)
    {
        List<(string Id, int Version)> found = [];
        foreach (var update in updates)
        {
            var known =
                (seen.MayHold(documentId, personId, update.Id) ? LookUp(documentId, update.Id, personId) : null)
                ?? FindPacked(documentId, update.Id, personId);
            if (known is { } at && at <= version)
                found.Add((update.Id, at));
        }
        found.Sort((a, b) => a.Version.CompareTo(b.Version));
        return found;
    }

    private int? LookUp(int documentId, string updateId, int personId)
    {
        if (!idle.TryTake(out var lookup))
            lookup = new Lookup(database.CreateDbContext());
        int? version;
        try
        {
            version = lookup.Find(documentId, updateId, personId);
        }
        catch
        {
            lookup.Dispose();
            throw;
        }
        if (idle.Count < MostIdle)
            idle.Add(lookup);
        else
            lookup.Dispose();
        return version;
    }

    /// <summary>
    /// Commits that some rows of a text are packed from now on. No lookup falls in between: it would find an id in neither form.
    /// </summary>
    public void Repack(int documentId, Action commit)
    {
        repacking.EnterWriteLock();
        try
        {
            commit();
            packed.TryRemove(documentId, out _);
        }
        finally
        {
            repacking.ExitWriteLock();
        }
    }

    private int? FindPacked(int documentId, string updateId, int personId)
    {
        var stretches = packed.GetOrAdd(documentId, ReadFilters);
        foreach (var (last, ids) in stretches)
        {
            if (!IdFilter.MayHold(ids, personId, updateId))
                continue;
            using var db = database.CreateDbContext();
            var stretch = db.PackedStretches.AsNoTracking().Single(p => p.DocumentId == documentId && p.Last == last);
            if (UpdatePack.Read(stretch.Data).Find(entry => entry.PersonId == personId && entry.UpdateId == updateId) is { } found)
                return found.Version;
        }
        return null;
    }

    private List<(int Last, byte[] Ids)> ReadFilters(int documentId)
    {
        using var db = database.CreateDbContext();
        return
        [
            .. db
                .PackedStretches.Where(p => p.DocumentId == documentId)
                .OrderByDescending(p => p.Last)
                .Select(p => new { p.Last, p.Ids })
                .AsEnumerable()
                .Select(p => (p.Last, p.Ids)),
        ];
    }

    public void Dispose()
    {
        while (idle.TryTake(out var lookup))
            lookup.Dispose();
        repacking.Dispose();
    }

    private sealed class Lookup : IDisposable
    {
        private readonly AuthoringDb db;
        private readonly DbCommand command;

        public Lookup(AuthoringDb db)
        {
            this.db = db;
            db.Database.OpenConnection();
            command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = """SELECT "Version" FROM "Updates" WHERE "DocumentId" = @p0 AND "UpdateId" = @p1 AND "PersonId" = @p2""";
            for (var i = 0; i < 3; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{i}";
                command.Parameters.Add(parameter);
            }
        }

        public int? Find(int documentId, string updateId, int personId)
        {
            command.Parameters[0].Value = documentId;
            command.Parameters[1].Value = updateId;
            command.Parameters[2].Value = personId;
            return command.ExecuteScalar() is { } version
                ? Convert.ToInt32(version, System.Globalization.CultureInfo.InvariantCulture)
                : null;
        }

        public void Dispose()
        {
            command.Dispose();
            db.Dispose();
        }
    }
}
