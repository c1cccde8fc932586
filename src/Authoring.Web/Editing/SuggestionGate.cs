using Authoring.Text;
using Authoring.Web.Documents;

namespace Authoring.Web.Editing;

/// <summary>
/// The one place that every update passes before it is logged: what suggests changes nothing but suggestions, and whose a suggestion is the
/// server says.
/// </summary>
internal static class SuggestionGate
{
    /// <summary>As the database has room for it.</summary>
    private const int LongestId = 100;

    /// <param name="text">The text that the update applies to, as it will be logged.</param>
    /// <param name="authorOf">Whose suggestion an id has been in this text, and since when; null: nobody's yet.</param>
    /// <param name="taken">What the sender may put back into others' suggestions.</param>
    /// <param name="now">Milliseconds since 1970, UTC.</param>
    public static TrackedChange Pass(
        TrackedText text,
        TrackedChange change,
        PushedUpdate update,
        string person,
        Func<string, (string By, long At)?> authorOf,
        TakenMarks taken,
        long now
    )
    {
        if (change.Check(text.Text) is { } problem)
            throw Refusal.BadChange(problem.Message);
        if (update.Suggests)
            return ToSuggestion(text, change, update, person, authorOf, now);
        if (change.Marking.IsEmpty)
            return change;
        var fallbackId = FallbackId(update, person, authorOf);
        return change with { Marking = ForeignMarks.Sign(text, change, person, authorOf, taken, fallbackId, now) };
    }

    private static TrackedChange ToSuggestion(
        TrackedText text,
        TrackedChange change,
        PushedUpdate update,
        string person,
        Func<string, (string By, long At)?> authorOf,
        long now
    )
    {
        if (change.Marking.FirstOrDefault(IsForeignDecision) is { } other)
            throw Refusal.NotAllowed($"suggestion '{other.Id}' is somebody else's; who only suggests does not decide on it");
        return Suggesting.ToSuggestion(text, change, person, Since, FallbackId(update, person, authorOf), now);

        bool IsForeignDecision(MarkChange mark) =>
            authorOf(mark.Id) is { } author && author.By != person && (mark.Outcome is not null || !mark.Clear.IsEmpty);

        long? Since(string id) =>
            authorOf(id) is not { } author ? now
            : author.By == person ? author.At
            : null;
    }

    /// <summary>An update's id is its sender's; a suggestion of that id may be somebody else's all the same.</summary>
    private static string FallbackId(PushedUpdate update, string person, Func<string, (string By, long At)?> authorOf)
    {
        var id = update.Id;
        for (var i = 0; authorOf(id) is { } author && author.By != person; i++)
            id = $"{person}.{i}.{update.Id}";
        return id.Length <= LongestId ? id : Guid.NewGuid().ToString("N");
    }
}
