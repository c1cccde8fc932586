namespace Authoring.Text.Tests.DisorderlyNetwork;

/// <summary>Somebody who types, sends when the mood strikes, and follows the log one update at a time.</summary>
internal sealed class Writer(string name, Rope start, RandomCase random, Alphabet alphabet)
{
    private readonly List<Update> _pending = [];
    private int _sent;
    private int _made;

    internal Rope Text { get; private set; } = start;
    internal int Version { get; private set; }
    internal bool HasPending => _pending.Count > 0;

    internal void Type()
    {
        var change = ChangeSet.Of(Text.Length, NextEdits());
        if (change.IsEmpty)
            return;
        foreach (var span in change.Spans)
            alphabet.Note(Text.Slice(span.From, span.To), span.Inserted);
        Text = change.Apply(Text);
        // What was never sent has no name yet, and may become one update.
        if (_pending.Count > _sent && random.Chance(0.3))
            _pending[^1] = _pending[^1] with { Changes = _pending[^1].Changes.Compose(change) };
        else
            _pending.Add(new Update($"{name}.{_made++}", change));
    }

    /// <summary>All that is not in the log yet, however often it was sent before.</summary>
    internal void Send(Network network, CentralLog log)
    {
        if (_pending.Count == 0)
            return;
        var (version, updates) = (Version, _pending.ToArray());
        _sent = updates.Length;
        network.Send(() => log.Push(version, updates));
    }

    internal void Receive(int from, IReadOnlyList<Update> updates)
    {
        // Updates that this writer has already are passed over; behind a gap nothing can be done until somebody asks again.
        for (var i = Version - from; i >= 0 && i < updates.Count; i++)
            Receive(updates[i]);
    }

    private void Receive(Update update)
    {
        Version++;
        if (_pending.Count > 0 && _pending[0].Id == update.Id)
        {
            _pending.RemoveAt(0);
            _sent--;
        }
        else
        {
            Text = RebaseAll(_pending, update.Changes).Apply(Text);
        }
    }

    /// <returns>The logged change for a text that has all that is pending.</returns>
    internal static ChangeSet RebaseAll(List<Update> pending, ChangeSet logged)
    {
        var changes = pending.Select(u => u.Changes).ToArray();
        var own = Rebase.Over(changes, logged);
        for (var i = 0; i < changes.Length; i++)
            pending[i] = pending[i] with { Changes = changes[i] };
        return own;
    }

    private List<Edit> NextEdits()
    {
        // Whole characters only: the places where a rune begins.
        var places = new List<int> { 0 };
        foreach (var rune in Text.ToString().EnumerateRunes())
            places.Add(places[^1] + rune.Utf16SequenceLength);
        var edits = new List<Edit>();
        for (var i = random.Below(places.Count); i < places.Count && edits.Count < 3; i += random.Below(4))
        {
            var to = random.Chance(0.5) ? i : Math.Min(places.Count - 1, i + random.Below(4));
            edits.Add(new Edit(places[i], places[to], i == to || random.Chance(0.3) ? alphabet.Next(1 + random.Below(3)) : ""));
            i = to;
        }
        return edits;
    }
}
