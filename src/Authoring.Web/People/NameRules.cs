using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Authoring.Web.People;

/// <summary>
/// What may be the name of a person, a school or an account. A name stands in lists, captions of cursors and exported documents, so it must
/// be
/// visible and must not turn the writing direction of what stands beside it.
/// </summary>
internal static partial class NameRules
{
    /// <summary>In UTF-16 code units, as the database holds it.</summary>
    public const int LongestName = 100;
    public const int LongestUserName = 50;

    // Letters by their category, and nothing to be seen: the fillers of Hangul, and the empty cell of Braille.
    private const string Invisible = "\u115f\u1160\u3164\uffa0\u2800";

    /// <summary>Without white space at the ends, and with single spaces inside.</summary>
    public static string Tidy(string? typed) => Blanks().Replace((typed ?? "").Trim(), " ");

    /// <summary>The key of the sentence that says what is wrong with a tidied name, or nothing.</summary>
    public static string? FaultOfName(string name) =>
        name.Length == 0 ? "name-empty"
        : name.Length > LongestName ? "name-too-long"
        : name.EnumerateRunes().All(IsVisible) && name.EnumerateRunes().Any(Rune.IsLetterOrDigit) ? null
        : "name-characters";

    /// <summary>What a name gives away; null: nothing.</summary>
    public static OrganisationLevel? LevelOf(string organisation) =>
        organisation switch
        {
            _ when School().IsMatch(organisation) => OrganisationLevel.School,
            _ when County().IsMatch(organisation) => OrganisationLevel.County,
            _ when City().IsMatch(organisation) => OrganisationLevel.City,
            _ => null,
        };

    public static string? FaultOfUserName(string name) =>
        name.Length == 0 ? "user-name-empty"
        : name.Length > LongestUserName ? "user-name-too-long"
        : UserName().IsMatch(name) ? null
        : "user-name-characters";

    // EnumerateRunes gives U+FFFD for a lone surrogate; typed itself it is what a wrong encoding leaves behind.
    private static bool IsVisible(Rune rune) =>
        rune != Rune.ReplacementChar
        && !Invisible.Contains(rune.ToString(), StringComparison.Ordinal)
        && Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );

    [GeneratedRegex("学校|学院|中专|职高|技校|中学|校$")]
    private static partial Regex School();

    [GeneratedRegex("[县区旗].*局|[县区旗].*委")]
    private static partial Regex County();

    [GeneratedRegex("市.*局|市.*委")]
    private static partial Regex City();

    [GeneratedRegex(@"[ \t\u00a0\u2000-\u200a\u3000]+")]
    private static partial Regex Blanks();

    // The same characters as Identity allows.
    [GeneratedRegex(@"^[A-Za-z0-9._@+-]+\z")]
    private static partial Regex UserName();
}
