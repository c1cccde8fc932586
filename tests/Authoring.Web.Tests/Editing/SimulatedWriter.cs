using System.Text.Json;
using Authoring.Text;
using Authoring.Web.Editing;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// A browser without a screen: keeps the synced version and its own unconfirmed updates, and receives others' one at a time,
/// as <c>receiveUpdates(state, [update])</c> of CodeMirror's collab does.
/// </summary>
internal sealed class SimulatedWriter(int personId, string name, int version, string text)
{
    private readonly List<PushedUpdate> unconfirmed = [];
    private int made;

    public int PersonId { get; } = personId;
    public string ClientId { get; } = $"client-{name}";
    public Rope Text { get; private set; } = Rope.From(text);
    public int Version { get; private set; } = version;
    public IReadOnlyList<PushedUpdate> Unconfirmed => unconfirmed;
    /// <summary>Ids that the server has acknowledged.</summary>
    public HashSet<string> Acknowledged { get; } = [];
    public List<string> Made { get; } = [];

    public void Edit(Random random)
    {
        // Emoji and combining characters among it; edges never inside a pair.
        string[] pieces = ["字", "报告", "a", "\n", "😀", "e\u0301", "案例一"];
        var from = Edge(random.Next(Text.Length + 1));
        var to = random.Next(3) == 0 ? Edge(Math.Min(Text.Length, from + random.Next(6))) : from;
        if (to < from) to = from;
        var change = ChangeSet.Replace(Text.Length, from, to, to > from && random.Next(2) == 0 ? "" : pieces[random.Next(pieces.Length)]);
        var id = $"{name}.{made++}";
        Made.Add(id);
        unconfirmed.Add(new PushedUpdate(id, ClientId, change));
        Text = change.Apply(Text);
    }

    private int Edge(int position) =>
        position > 0 && position < Text.Length && char.IsLowSurrogate(Text[position]) ? position - 1 : position;

    /// <summary>Takes updates that lead to <paramref name="version"/>; false when some before them are missing.</summary>
    public bool Receive(int version, IReadOnlyList<WireUpdate> updates)
    {
        var first = version - updates.Count;
        if (first > Version) return false;
        foreach (var update in updates.Skip(Version - first)) Receive(update);
        return true;
    }

    private void Receive(WireUpdate wire)
    {
        var json = JsonDocument.Parse(wire.Utf8).RootElement;
        Version++;
        if (unconfirmed.Count > 0 && json.GetProperty("clientID").GetString() == ClientId && json.GetProperty("id").GetString() == unconfirmed[0].Id)
        {
            unconfirmed.RemoveAt(0);
            return;
        }
        var pending = unconfirmed.Select(u => u.Changes).ToArray();
        var mine = Rebase.Over(pending, ChangeSet.FromJson(json.GetProperty("changes")));
        for (var i = 0; i < pending.Length; i++) unconfirmed[i] = unconfirmed[i] with { Changes = pending[i] };
        Text = mine.Apply(Text);
    }
}
