using System.Text;

namespace Authoring.Text.Tests.Tracking;

/// <summary>Texts with suggestions, and updates of them, as several people would make them.</summary>
internal static class RandomTracking
{
    internal static readonly string[] People = ["1", "2", "3"];

    /// <summary>A text in which some people have suggested something, over each other's suggestions, too.</summary>
    internal static TrackedText Tracked(this RandomCase random, string name, int suggestions = 4)
    {
        var text = TrackedText.Plain(random.Text(name));
        for (var i = random.Below(suggestions + 1); i > 0; i--)
            text = text.Apply(random.Suggest(text, $"s{i}"));
        return text;
    }

    /// <summary>What one person would type or delete, as a suggestion.</summary>
    internal static TrackedChange Suggest(this RandomCase random, TrackedText text, string id)
    {
        var person = People[random.Below(People.Length)];
        var raw = random.Change($"raw_{id}", text.Text);
        return Suggesting.ToSuggestion(text, new TrackedChange(raw), person, _ => 1, id, 100 - id.Length);
    }

    /// <summary>Any update that somebody with all rights may push: edits, marks and decisions in one.</summary>
    internal static TrackedChange Update(this RandomCase random, TrackedText text, string name)
    {
        var changes = random.Change(name, text.Text);
        var after = changes.Apply(text.Text);
        var marks = new List<MarkChange>();
        for (var i = random.Below(3); i > 0; i--)
        {
            var id =
                text.Marks.Count > 0 && random.Chance(0.6) ? text.Marks[random.Below(text.Marks.Count)].Id : $"{name}{random.Below(2)}";
            var (insert, delete, clear) = (random.Some(after), random.Some(after), random.Some(after));
            var known = text.Marks.Find(id);
            marks.Add(
                new MarkChange(
                    id,
                    known?.By ?? "1",
                    known?.At ?? 7,
                    insert,
                    delete.Except(insert),
                    clear.Except(insert).Except(delete),
                    random.Chance(0.3) ? (Outcome)random.Below(3) : null,
                    random.Chance(0.1) ? "理由" : null
                )
            );
        }
        return new TrackedChange(changes, Marking.Of(marks));
    }

    internal static Ranges Some(this RandomCase random, Rope text)
    {
        var ranges = new List<TextRange>();
        for (var i = random.Below(3); i > 0; i--)
        {
            var (one, other) = (Edge(text, random.Below(text.Length + 1)), Edge(text, random.Below(text.Length + 1)));
            ranges.Add(new TextRange(Math.Min(one, other), Math.Max(one, other)));
        }
        return Ranges.Of(ranges);
    }

    /// <summary>The position, or the one before it where it lies inside a surrogate pair.</summary>
    private static int Edge(Rope text, int position) =>
        position > 0 && position < text.Length && char.IsLowSurrogate(text[position]) && char.IsHighSurrogate(text[position - 1])
            ? position - 1
            : position;

    /// <summary>The text with its marks, for a failure to show: each character with the suggestions that it belongs to.</summary>
    internal static string Shown(this TrackedText text)
    {
        var shown = new StringBuilder();
        for (var i = 0; i < text.Text.Length; i++)
        {
            var at = new TextRange(i, i + 1);
            shown.Append(text.Text[i]);
            foreach (var suggestion in text.Marks)
            {
                if (suggestion.Insertions.Overlaps(at))
                    shown.Append('+').Append(suggestion.Id);
                if (suggestion.Deletions.Overlaps(at))
                    shown.Append('-').Append(suggestion.Id);
            }
        }
        return shown.ToString();
    }
}
