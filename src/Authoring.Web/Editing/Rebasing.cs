using System.Runtime.InteropServices;
using Authoring.Text;

namespace Authoring.Web.Editing;

/// <summary>
/// Brings pushed updates up to date with the log, one logged update at a time. An update of the same author and id that is
/// met in the log is the pushed one itself, sent again: it is dropped, and what follows it stays as it is.
/// </summary>
internal sealed class Rebasing
{
    private readonly int personId;
    private readonly List<PushedUpdate> rest;
    private readonly List<ChangeSet> changes;

    public Rebasing(int personId, IReadOnlyList<PushedUpdate> updates)
    {
        this.personId = personId;
        rest = [.. updates];
        changes = rest.ConvertAll(u => u.Changes);
        for (var i = 1; i < changes.Count; i++)
            if (changes[i].Length != changes[i - 1].NewLength)
                throw Refusal.BadChange($"update {i} is for a text of {changes[i].Length} characters, the one before leaves {changes[i - 1].NewLength}");
    }

    public IReadOnlyList<PushedUpdate> Rest => rest;
    /// <summary>The rebased changes of <see cref="Rest"/>.</summary>
    public IReadOnlyList<ChangeSet> Changes => changes;
    /// <summary>The version of the last pushed update that was met in the log.</summary>
    public int? LastKnown { get; private set; }

    public void Over(ReadOnlySpan<LogEntry> logged)
    {
        foreach (var entry in logged)
        {
            if (rest.Count == 0 && LastKnown is not null) return;
            if (rest.Count > 0 && entry.Is(personId, rest[0].Id))
            {
                LastKnown = entry.Version;
                rest.RemoveAt(0);
                changes.RemoveAt(0);
                continue;
            }
            if (changes.Count == 0) continue;
            if (changes[0].Length != entry.Changes.Length)
                throw Refusal.BadChange($"the change is for a text of {changes[0].Length} characters, the text has {entry.Changes.Length}");
            Rebase.Over(CollectionsMarshal.AsSpan(changes), entry.Changes);
        }
    }

    /// <summary>Leaves one update out.</summary>
    public void Drop(PushedUpdate update)
    {
        var i = rest.IndexOf(update);
        rest.RemoveAt(i);
        changes.RemoveAt(i);
    }
}
