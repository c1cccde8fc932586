using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Review;

/// <summary>Says in sentences what one can do about a text of the queue, and why one cannot.</summary>
internal sealed class QueueWords(IStringLocalizer<Words> words)
{
    private const int MostNames = 3;

    /// <summary>Where it lies, and what happens next.</summary>
    public string Next(QueuedText text) =>
        text.Mine switch
        {
            { Acts: var acts } when acts.Contains("approve") => text.Position.Next is { } next
                ? words["queue.next-signed", text.Position.Stage!, next, Names(text.Position.NextSigners)]
                : words["queue.next-final", text.Position.Stage!],
            { Acts: var acts } when acts.Contains("submit") => words[
                "queue.next-submitted",
                text.Position.Next ?? "",
                Names(text.Position.NextSigners)
            ],
            _ => Elsewhere(text),
        };

    private string Elsewhere(QueuedText text) =>
        text.Position.State switch
        {
            "final" => words["queue.is-final"],
            "waiting" => words["queue.is-waiting"],
            _ when text.Position.Stage is { } stage => words["queue.lies-with", stage, Names(text.Position.Signers)],
            _ => words["queue.is-draft"],
        };

    /// <summary>Why he cannot sign or submit it; null: he can, or it is not his to do.</summary>
    /// <param name="isMoved">It has changed since it was shown to him.</param>
    public string? WhyNot(QueuedText text, bool isMoved)
    {
        if (text.Mine.Acts.Contains("approve") || text.Mine.Acts.Contains("submit"))
            return isMoved ? words["queue.why-moved"].Value
                : text.Mine.Blocks.Count > 0 ? string.Join(words["shell.comma"], text.Mine.Blocks.Select(Block))
                : null;
        return text.Mine.WhyNot == ReviewRefusal.OwnText ? words["queue.why-own"].Value : null;
    }

    private string Block(Blocker block) => words[$"queue.block-{block.Kind}", block.Count];

    /// <summary>Why an act that was tried was not done.</summary>
    public string Refused(ReviewRefusal refusal, IReadOnlyList<Blocker> blocks) =>
        refusal == ReviewRefusal.Blocked && blocks.Count > 0
            ? string.Join(words["shell.comma"], blocks.Select(Block))
            : words[$"queue.refused-{refusal}"];

    private string Names(IReadOnlyList<string> names) =>
        names.Count == 0
            ? words["queue.nobody"]
            : string.Join(words["shell.comma"], names.Take(MostNames)) + (names.Count > MostNames ? "…" : "");
}
