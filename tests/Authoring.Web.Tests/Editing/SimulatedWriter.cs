using System.Text.Json;
using Authoring.Text;
using Authoring.Web.Editing;
using Authoring.Web.People;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// A browser without a screen: keeps the synced version and its own unconfirmed updates, and receives others' one at a time,
/// as <c>receiveUpdates(state, [update])</c> of CodeMirror's collab does. What it shows is what is synced, with its own updates on top.
/// </summary>
internal sealed class SimulatedWriter(int personId, string name, int version, string text, bool onlySuggests = false)
{
    private readonly List<PushedUpdate> unconfirmed = [];
    private int made;

    public int PersonId { get; } = personId;
    public bool OnlySuggests { get; } = onlySuggests;
    public string ClientId { get; } = $"client-{name}";
    public TrackedText Synced { get; private set; } = TrackedText.Plain(Rope.From(text));
    public TrackedText Shown { get; private set; } = TrackedText.Plain(Rope.From(text));
    public Rope Text => Shown.Text;
    public int Version { get; private set; } = version;
    public IReadOnlyList<PushedUpdate> Unconfirmed => unconfirmed;

    /// <summary>Ids that the server has acknowledged.</summary>
    public HashSet<string> Acknowledged { get; } = [];
    public List<string> Made { get; } = [];

    public void Edit(Random random)
    {
        var id = $"{name}.{made}";
        var (change, suggests) = random.Next(6) switch
        {
            0 when !OnlySuggests && !Shown.Marks.IsEmpty => (Decision(random), false),
            0 or 1 or 2 => (Suggestion(random, id), true),
            // A page that has it wrong, and leaves to the server what becomes of it.
            3 => (new TrackedChange(Typed(random)), true),
            _ => OnlySuggests ? (Suggestion(random, id), true) : (new TrackedChange(Typed(random)), false),
        };
        made++;
        Made.Add(id);
        unconfirmed.Add(new PushedUpdate(id, ClientId, change, suggests));
        Shown = Shown.Apply(change);
    }

    private ChangeSet Typed(Random random)
    {
        // Emoji and combining characters among it; edges never inside a pair.
        string[] pieces = ["字", "报告", "a", "\n", "😀", "e\u0301", "案例一"];
        var from = Edge(random.Next(Text.Length + 1));
        var to = random.Next(3) == 0 ? Edge(Math.Min(Text.Length, from + random.Next(6))) : from;
        if (to < from)
            to = from;
        return ChangeSet.Replace(Text.Length, from, to, to > from && random.Next(2) == 0 ? "" : pieces[random.Next(pieces.Length)]);
    }

    private TrackedChange Suggestion(Random random, string id) =>
        Suggesting.ToSuggestion(
            Shown,
            new TrackedChange(Typed(random)),
            PersonIds.Write(PersonId),
            other =>
                Shown.Marks.Find(other) is not { } known ? 0
                : known.By == PersonIds.Write(PersonId) ? known.At
                : null,
            id,
            0
        );

    private TrackedChange Decision(Random random)
    {
        var ids = Shown.Marks.Select(suggestion => suggestion.Id).Where(_ => random.Next(2) == 0).ToList();
        return random.Next(2) == 0 ? Shown.Accept(ids, reason: "同意") : Shown.Reject(ids);
    }

    private int Edge(int position) =>
        position > 0 && position < Text.Length && char.IsLowSurrogate(Text[position]) ? position - 1 : position;

    /// <summary>Takes updates that lead to <paramref name="version"/>; false when some before them are missing.</summary>
    public bool Receive(int version, IReadOnlyList<WireUpdate> updates)
    {
        var first = version - updates.Count;
        if (first > Version)
            return false;
        foreach (var update in updates.Skip(Version - first))
            Receive(update);
        return true;
    }

    private void Receive(WireUpdate wire)
    {
        var json = JsonDocument.Parse(wire.Utf8).RootElement;
        var changes = ChangeSet.FromJson(json.GetProperty("changes"));
        var logged = new TrackedChange(
            changes,
            json.TryGetProperty("marks", out var marks) ? MarkingReader.ReadMarking(marks, changes.NewLength) : Marking.None
        );
        Version++;
        Synced = Synced.Apply(logged);
        var isOwn =
            unconfirmed.Count > 0
            && json.GetProperty("clientID").GetString() == ClientId
            && json.GetProperty("id").GetString() == unconfirmed[0].Id;
        // One's own may have become a suggestion on its way: what was typed since was typed on top of what was sent.
        var over = isOwn ? Suggesting.Restoring(unconfirmed[0].Changes, changes) : changes;
        if (isOwn)
            unconfirmed.RemoveAt(0);
        var pending = unconfirmed.Select(u => u.Change).ToArray();
        Rebase.Over(pending, over);
        for (var i = 0; i < pending.Length; i++)
            unconfirmed[i] = unconfirmed[i] with { Change = pending[i] };
        Shown = pending.Aggregate(Synced, (shown, change) => shown.Apply(change));
    }
}
