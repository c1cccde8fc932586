using System.Collections;

namespace Authoring.Text;

/// <summary>
/// The pending suggestions of one text, in the order in which they were begun (by time, then by id). An immutable value in the coordinates
/// of its text, in which
/// everything suggested stands: see <see cref="TrackedText"/>.
/// </summary>
public sealed class Marks : IReadOnlyList<Suggestion>, IEquatable<Marks>
{
    private readonly Suggestion[] _suggestions;

    private Marks(Suggestion[] suggestions) => _suggestions = suggestions;

    public static Marks None { get; } = new([]);

    public int Count => _suggestions.Length;

    public Suggestion this[int index] => _suggestions[index];

    public bool IsEmpty => _suggestions.Length == 0;

    public static Marks Of(IEnumerable<Suggestion> suggestions)
    {
        var all = suggestions.Where(suggestion => !suggestion.IsEmpty).ToArray();
        // An order of their own: how often one was decided on and put back does not show.
        Array.Sort(all, static (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Id, b.Id));
        return all.Length == 0 ? None : new Marks(all);
    }

    public Suggestion? Find(string id) => Array.Find(_suggestions, suggestion => suggestion.Id == id);

    public Ranges Insertions => Joined(_suggestions.Select(suggestion => suggestion.Insertions));

    public Ranges Deletions => Joined(_suggestions.Select(suggestion => suggestion.Deletions));

    /// <summary>What a person has inserted and nobody has decided on: he may take it out of the text himself.</summary>
    public Ranges InsertionsBy(string person) =>
        Joined(_suggestions.Where(suggestion => suggestion.By == person).Select(suggestion => suggestion.Insertions));

    /// <summary>How many ranges all suggestions have together.</summary>
    public int Pieces => _suggestions.Sum(suggestion => suggestion.Insertions.Count + suggestion.Deletions.Count);

    /// <summary>The same marks in the text that <paramref name="change"/> makes. A suggestion whose text is all gone is gone.</summary>
    public Marks Map(ChangeSet change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return IsEmpty || change.IsEmpty ? this : Of(_suggestions.Select(suggestion => suggestion.Map(change)));
    }

    /// <summary>These marks with a marking of the same text.</summary>
    public Marks Apply(Marking marking)
    {
        ArgumentNullException.ThrowIfNull(marking);
        if (marking.IsEmpty)
            return this;
        var suggestions = _suggestions.ToList();
        foreach (var change in marking)
            Apply(suggestions, change);
        return Of(suggestions);
    }

    private static void Apply(List<Suggestion> suggestions, MarkChange change)
    {
        var index = suggestions.FindIndex(suggestion => suggestion.Id == change.Id);
        if (index < 0)
        {
            if (change.Insert.IsEmpty && change.Delete.IsEmpty)
                return;
            index = suggestions.Count;
            suggestions.Add(new Suggestion(change.Id, change.By, change.At, Ranges.Empty, Ranges.Empty));
        }
        var (insertions, deletions) = (
            suggestions[index].Insertions.Except(change.Clear),
            suggestions[index].Deletions.Except(change.Clear)
        );
        suggestions[index] = suggestions[index] with
        {
            Insertions = insertions.Except(change.Delete).Union(change.Insert),
            Deletions = deletions.Except(change.Insert).Union(change.Delete),
        };
    }

    private static Ranges Joined(IEnumerable<Ranges> all) => Ranges.Of(all.SelectMany(ranges => ranges));

    public bool Equals(Marks? other) => other is not null && _suggestions.AsSpan().SequenceEqual(other._suggestions);

    public override bool Equals(object? obj) => Equals(obj as Marks);

    public override int GetHashCode() => _suggestions.Length == 0 ? 0 : HashCode.Combine(_suggestions.Length, _suggestions[0]);

    public IEnumerator<Suggestion> GetEnumerator() => ((IEnumerable<Suggestion>)_suggestions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
