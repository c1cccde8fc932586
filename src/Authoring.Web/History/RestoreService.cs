using System.Security.Claims;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;

namespace Authoring.Web.History;

internal enum RestoreResult
{
    Done,
    Same,
    NotThere,
    Reader,
    Suggester,
    Assigned,
    Removed,
    Final,
    TooLarge,
    NotSaved,
}

/// <summary>
/// Restores versions: by a change of the same live text, as if somebody had typed it, so that all who write see it come, it stands in the
/// log, and what others type meanwhile stays.
/// Only what differs is changed: comments keep their places, and suggestions pend as before.
/// </summary>
internal sealed class RestoreService(Sessions sessions, TextHistory history, Rights rights)
{
    private const string Client = "history-";

    /// <returns>With <see cref="RestoreResult.Done"/>, the version that restoring made.</returns>
    public async Task<(RestoreResult Answer, int Version)> RestoreAsync(ClaimsPrincipal caller, DocumentPlace place, int version)
    {
        if (await RefusalAsync(caller, place) is { } refusal)
            return (refusal, 0);
        if (version < 0 || await history.AtAsync(place.DocumentId, version) is not { } was)
            return (RestoreResult.NotThere, 0);
        var (now, text) = await sessions.Of(place).ReadAsync();
        var change = Clean(Back(text, was));
        return change.IsEmpty ? (RestoreResult.Same, 0) : await PushAsync(caller, place, now, new TrackedChange(change));
    }

    /// <summary>Takes one's own restoring back; what anybody has typed since then stays.</summary>
    /// <param name="restored">What <see cref="RestoreAsync"/> returned.</param>
    public async Task<(RestoreResult Answer, int Version)> UndoAsync(ClaimsPrincipal caller, DocumentPlace place, int restored)
    {
        if (await RefusalAsync(caller, place) is { } refusal)
            return (refusal, 0);
        if (restored < 1 || await history.AtAsync(place.DocumentId, restored - 1) is not { } before)
            return (RestoreResult.NotThere, 0);
        await foreach (var entry in history.UpdatesAsync(place.DocumentId, restored - 1, restored))
            if (entry.PersonId == caller.PersonId() && entry.ClientId == Client + caller.PersonId())
                return await PushBackAsync(caller, place, restored, Clean(Inverse(entry.Changes, before)));
        return (RestoreResult.NotThere, 0);
    }

    /// <summary>
    /// Whoever typed on where text was taken away had it before his caret: it comes back before what he typed, though the log's own order
    /// would put it behind.
    /// </summary>
    private async Task<(RestoreResult Answer, int Version)> PushBackAsync(
        ClaimsPrincipal caller,
        DocumentPlace place,
        int version,
        TrackedChange change
    )
    {
        await foreach (var since in history.UpdatesAsync(place.DocumentId, version))
            (change, version) = (change.Map(since.Changes, before: true), since.Version);
        return await PushAsync(caller, place, version, change);
    }

    /// <summary>
    /// The change that leads from a text to an older one, both without what is only suggested. What is suggested now stays in the text, at
    /// its place, and pends.
    /// </summary>
    internal static ChangeSet Back(TrackedText now, TrackedText was)
    {
        var original = now.Projecting(Projection.Original);
        return Difference.Between(original.Apply(now.Text), was.Project(Projection.Original)).Map(original.Invert(now.Text));
    }

    /// <summary>What was deleted comes back with the suggestions that were about it.</summary>
    private static TrackedChange Inverse(ChangeSet change, TrackedText before)
    {
        var deleted = Ranges.Of(change.Spans.Select(span => new TextRange(span.From, span.To)));
        return new TrackedChange(
            change.Invert(before.Text),
            Marking.Of(
                before.Marks.Select(s => new MarkChange(
                    s.Id,
                    s.By,
                    s.At,
                    s.Insertions.Intersect(deleted),
                    s.Deletions.Intersect(deleted),
                    Ranges.Empty
                ))
            )
        );
    }

    /// <summary>An old text may hold what none takes any more.</summary>
    private static TrackedChange Clean(TrackedChange change) =>
        ReferenceEquals(Clean(change.Changes), change.Changes) ? change : new TrackedChange(Clean(change.Changes));

    private static ChangeSet Clean(ChangeSet change) =>
        change.Spans.All(span => !span.Inserted.Contains('\0', StringComparison.Ordinal))
            ? change
            : ChangeSet.Of(
                change.Length,
                [.. change.Spans.Select(span => new Edit(span.From, span.To, span.Inserted.Replace("\0", "", StringComparison.Ordinal)))]
            );

    /// <summary>Why somebody may not restore; null: he may.</summary>
    public static RestoreResult? Refusing(TextAccess access) =>
        access switch
        {
            TextAccess.Write => null,
            TextAccess.Suggest => RestoreResult.Suggester,
            TextAccess.ReadAssigned => RestoreResult.Assigned,
            TextAccess.ReadRemoved => RestoreResult.Removed,
            TextAccess.ReadFinal => RestoreResult.Final,
            _ => RestoreResult.Reader,
        };

    private async Task<RestoreResult?> RefusalAsync(ClaimsPrincipal caller, DocumentPlace place) =>
        Refusing(await rights.InTextAsync(caller, place.ReportId, place.DocumentId));

    private async Task<(RestoreResult Answer, int Version)> PushAsync(
        ClaimsPrincipal caller,
        DocumentPlace place,
        int version,
        TrackedChange change
    )
    {
        try
        {
            var update = new PushedUpdate(Guid.NewGuid().ToString("N"), Client + caller.PersonId(), change);
            return (RestoreResult.Done, await sessions.Of(place).PushAsync(caller.PersonId(), version, [update]));
        }
        catch (Refusal refusal)
        {
            return (
                refusal.Code switch
                {
                    RefusalCode.Locked => RestoreResult.Final,
                    RefusalCode.TooLarge => RestoreResult.TooLarge,
                    RefusalCode.NotAllowed => RestoreResult.Reader,
                    _ => RestoreResult.NotSaved,
                },
                0
            );
        }
    }
}
