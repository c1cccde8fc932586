using System.Globalization;
using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.History;

/// <summary>What a version is called that somebody has named or signed.</summary>
internal static class MilestoneWords
{
    public static string Of(VersionMark mark, IStringLocalizer<Words> words, TimeProvider clock)
    {
        if (mark.NameId is not null)
            return words["history.version-named", mark.Version, mark.Text!];
        var day = TimeZoneInfo.ConvertTime(mark.At, clock.LocalTimeZone).ToString("MM-dd", CultureInfo.InvariantCulture);
        return words["history.version-signed", mark.Round, mark.Text ?? "", mark.By, day, mark.Version];
    }
}
