using System.Globalization;
using System.Text.RegularExpressions;

namespace Authoring.Compile.Document;

/// <summary>How the lines of a cover are printed: as a Chinese office writes what the settings say for programs.</summary>
internal static partial class CoverLine
{
    public static string? Issuer(string? issuer) => issuer is { Length: > 0 } ? issuer : null;

    /// <summary>Between two dates stands the long dash of GB/T 15834; two hyphens are how people type it.</summary>
    public static string? Period(string? period) => Issuer(period)?.Replace("--", "—", StringComparison.Ordinal);

    /// <summary>2025-12 and 2025-12-25 as 2025年12月 and 2025年12月25日; anything else as it is written.</summary>
    public static string? Date(string? date)
    {
        if (Issuer(date) is not { } written || Plain().Match(written) is not { Success: true } plain)
            return Issuer(date);
        var day = plain.Groups["day"] is { Success: true } group ? $"{Number(group)}日" : "";
        return $"{plain.Groups["year"].Value}年{Number(plain.Groups["month"])}月{day}";
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})(?:-(?<day>[0-9]{1,2}))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Plain();
}
