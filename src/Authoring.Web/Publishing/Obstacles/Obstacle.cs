using System.Security.Cryptography;
using System.Text;
using Authoring.Compile.Diagnostics;

namespace Authoring.Web.Publishing.Obstacles;

/// <summary>What may stand in the way of publishing, in the order in which it is shown. The numbers are in databases.</summary>
public enum ObstacleKind
{
    /// <summary>A suggestion on which nobody has decided.</summary>
    Suggestions = 0,

    /// <summary>A comment that is not settled.</summary>
    Comments = 1,

    /// <summary>A text that is not signed to the end.</summary>
    Unsigned = 2,

    /// <summary>What leaves a hole in the printed document.</summary>
    Errors = 3,

    /// <summary>A picture that is missing or cannot be shown.</summary>
    Pictures = 4,

    /// <summary>A figure or table without a caption, or with one that is not read as such.</summary>
    Captions = 5,

    /// <summary>Words that stand where others are still to come, and texts in which nothing stands.</summary>
    Placeholders = 6,

    /// <summary>
    /// One number for several items, no number for one that should have it, a number that was typed beside the computed one.
    /// </summary>
    Numbers = 7,
}

/// <summary>Where a obstacle stands in the report: a case card stands where it is placed.</summary>
/// <param name="Chapter">Of the text, in the order of the report; below 0: of no text.</param>
/// <param name="Line">In that text; of a card the line that places it.</param>
/// <param name="Within">The line in the card's own text.</param>
public readonly record struct ObstacleOrder(int Chapter, int Line, int Within);

/// <summary>One thing that is missing.</summary>
/// <param name="Path">Of its text in the report folder.</param>
/// <param name="Place">The title of its text, with its number.</param>
/// <param name="Line">1-based, of the text that people write in; 0: the text as a whole.</param>
/// <param name="Address">Where it can be put right.</param>
/// <param name="Sentence">The name of the sentence among the words, and what is filled in.</param>
/// <param name="Fingerprint">Of all that a waiver would allow: another one, and the waiver is over.</param>
public sealed record Obstacle(
    ObstacleKind Kind,
    string Path,
    ObstacleOrder Order,
    string Place,
    int Line,
    string Address,
    (string Name, object[] Words) Sentence,
    string Fingerprint
)
{
    /// <summary>What the compiler said, where it is its finding.</summary>
    public Diagnostic? Finding { get; init; }

    /// <summary>Somebody has allowed it.</summary>
    public WaiverView? Waiver { get; init; }

    public static string FingerprintOf(ObstacleKind kind, string path, params IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts.Prepend(path).Prepend(kind.ToString())))));
}

/// <summary>A waiver as it is shown.</summary>
public sealed record WaiverView(int Id, string Reason, string By, DateTimeOffset At);
