using System.Runtime.InteropServices;
using Authoring.Text;
using Authoring.Web.Documents;

namespace Authoring.Web.Editing;

/// <summary>
/// Brings pushed updates up to date with the log, one logged update at a time. An update of the same author and id that is
/// met in the log is the pushed one itself, sent again: it is left out, and what follows it stays as it is.
/// </summary>
internal sealed class Rebasing
{
    private readonly int personId;
    private readonly List<PushedUpdate> rest;
    private readonly HashSet<string> ids;
    private readonly List<TrackedChange> changes;

    public Rebasing(int personId, IReadOnlyList<PushedUpdate> updates)
    {
        this.personId = personId;
        rest = [.. updates];
        ids = rest.Select(u => u.Id).ToHashSet();
        changes = rest.ConvertAll(u => u.Change);
        for (var i = 1; i < changes.Count; i++)
            CheckFollows(i);
    }

    public IReadOnlyList<PushedUpdate> Rest => rest;

    /// <summary>The rebased changes of <see cref="Rest"/>.</summary>
    public IReadOnlyList<TrackedChange> Changes => changes;

    /// <summary>The version of the last pushed update that is in the log already.</summary>
    public int? LastKnown { get; private set; }

    public void Over(ReadOnlySpan<LogEntry> logged)
    {
        foreach (var entry in logged)
        {
            if (rest.Count == 0)
                return;
            var known = entry.PersonId == personId && ids.Contains(entry.UpdateId) ? rest.FindIndex(u => u.Id == entry.UpdateId) : -1;
            Over(CollectionsMarshal.AsSpan(changes)[..(known < 0 ? changes.Count : known)], entry);
            if (known < 0)
                continue;
            Turned(known, entry.Change);
            LeaveOut(known, entry.Version);
        }
    }

    private static void Over(Span<TrackedChange> before, LogEntry entry)
    {
        if (before.Length == 0)
            return;
        if (before[0].Changes.Length != entry.Changes.Length)
            throw Refusal.BadChange(
                $"the change is for a text of {before[0].Changes.Length} characters, the text has {entry.Changes.Length}"
            );
        Rebase.Over(before, entry.Changes);
    }

    /// <summary>Leaves out an update that was logged at or before the version at which all these were made.</summary>
    public void LeaveOut(string id, int version) => LeaveOut(rest.FindIndex(u => u.Id == id), version);

    /// <summary>The update became, or had become, a suggestion: what follows it was made on top of what was sent.</summary>
    public void Turned(int i, TrackedChange logged)
    {
        if (rest[i].Suggests && i + 1 < changes.Count && changes[i].Changes.Length == logged.Changes.Length)
            Rebase.Over(CollectionsMarshal.AsSpan(changes)[(i + 1)..], Suggesting.Restoring(changes[i].Changes, logged.Changes));
    }

    private void LeaveOut(int i, int version)
    {
        LastKnown = version;
        rest.RemoveAt(i);
        changes.RemoveAt(i);
        if (i > 0 && i < changes.Count)
            CheckFollows(i);
    }

    private void CheckFollows(int i)
    {
        var (length, left) = (changes[i].Changes.Length, changes[i - 1].Changes.NewLength);
        if (length != left)
            throw Refusal.BadChange($"'{rest[i].Id}' is for a text of {length} characters, the update before leaves {left}");
    }
}
