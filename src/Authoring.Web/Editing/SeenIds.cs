using System.Collections.Concurrent;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>
/// Which ids may be among the rows of a text: hashes of all of them, in memory while the text is written in. Almost every push brings ids
/// that are new, and that is known here without asking the database. A "may be" is looked up.
/// </summary>
internal sealed class SeenIds(IDbContextFactory<AuthoringDb> database, EditingLimits limits)
{
    private readonly ConcurrentDictionary<int, Text> texts = new();

    private sealed class Text
    {
        public readonly Lock Gate = new();
        public readonly HashSet<int> Hashes = [];
        public bool IsRead,
            IsTooLong;

        public void Shorten(int most)
        {
            IsTooLong |= Hashes.Count > most;
            if (IsTooLong)
                Hashes.Clear();
        }
    }

    public bool MayHold(int documentId, int personId, string updateId)
    {
        // It is here before it is read: what is committed meanwhile is in what is read, or is added.
        var text = texts.GetOrAdd(documentId, _ => new Text());
        lock (text.Gate)
        {
            if (!text.IsRead)
                Read(documentId, text);
            return text.IsTooLong || text.Hashes.Contains(Hash(personId, updateId));
        }
    }

    /// <summary>Call it when the updates are on disk, and before anybody hears of them.</summary>
    public void Add(Batch batch)
    {
        if (!texts.TryGetValue(batch.DocumentId, out var text))
            return;
        lock (text.Gate)
        {
            foreach (var entry in batch.Entries)
                text.Hashes.Add(Hash(entry.PersonId, entry.UpdateId));
            text.Shorten(limits.IdsInMemory);
        }
    }

    public void Forget(int documentId) => texts.TryRemove(documentId, out _);

    private void Read(int documentId, Text text)
    {
        using var db = database.CreateDbContext();
        var rows = db
            .Updates.Where(u => u.DocumentId == documentId)
            .OrderBy(u => u.Version)
            .Select(u => new { u.PersonId, u.UpdateId })
            .Take(limits.IdsInMemory + 1)
            .ToList();
        foreach (var row in rows)
            text.Hashes.Add(Hash(row.PersonId, row.UpdateId));
        // Rows are counted, not hashes: two ids may share one, and then those that were not read would pass for new.
        text.IsTooLong |= rows.Count > limits.IdsInMemory;
        text.Shorten(limits.IdsInMemory);
        text.IsRead = true;
    }

    internal static int Hash(int personId, string updateId) =>
        HashCode.Combine(personId, string.GetHashCode(updateId, StringComparison.Ordinal));
}
