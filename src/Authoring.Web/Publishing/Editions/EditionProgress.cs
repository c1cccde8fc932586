using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Publishing.Editions;

/// <summary>How far an edition is. Each has its sentence: <c>edition.step-…</c> among the words.</summary>
internal enum EditionStep
{
    /// <summary>Another edition is being made on this server.</summary>
    Waiting,
    LookingForObstacles,
    WritingWord,
    LayingOut,
    WritingOthers,
    ReadingBack,
    Storing,
}

/// <param name="Pdf">While it is laid out.</param>
internal readonly record struct EditionProgress(EditionStep Step, PdfProgress Pdf = default);

/// <summary>Why nothing was published. Each has its sentence: <c>edition.refused-…</c> among the words.</summary>
internal enum EditionRefusal
{
    NotAllowed,
    NoName,
    NameTooLong,
    NameTaken,

    /// <summary>Something is missing that nobody has waived.</summary>
    Obstacles,

    /// <summary>The PDF could not be made: see <see cref="EditionResult.Pdf"/>.</summary>
    Pdf,

    /// <summary>The machine takes nothing: see <see cref="EditionResult.Trouble"/>.</summary>
    Machine,
}

/// <summary>What came of publishing: the edition's number, or why there is none.</summary>
/// <param name="Open">How many obstacles stand in the way.</param>
internal sealed record EditionResult(
    int Number,
    EditionRefusal? Refusal = null,
    int Open = 0,
    PdfFailure? Pdf = null,
    Trouble? Trouble = null
)
{
    public static EditionResult Refuse(EditionRefusal refusal) => new(0, refusal);
}

/// <summary>What people are told while an edition is made, and when there is none.</summary>
internal static class EditionWords
{
    public static string Say(this IStringLocalizer<Words> words, EditionProgress progress) =>
        progress.Step == EditionStep.LayingOut ? words.Say(progress.Pdf) : words[$"edition.step-{progress.Step}"];

    public static string Say(this IStringLocalizer<Words> words, EditionResult result) =>
        result switch
        {
            { Pdf: { } failure } => words["edition.refused-Pdf", words.Say(failure)],
            { Trouble: { } trouble } => words["edition.refused-Machine", words.Say(trouble)],
            { Refusal: { } refusal } => words[
                $"edition.refused-{refusal}",
                refusal == EditionRefusal.Obstacles ? result.Open : Edition.LongestName
            ],
            _ => words["edition.published"],
        };
}
