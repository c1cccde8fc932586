using System.Globalization;
using System.Text;
using Authoring.Web.Documents;
using Authoring.Web.Notices.Mail;
using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Notices.Robots;

/// <summary>What a group reads: which report, how much there is, and where. Nobody's name and nobody's words.</summary>
internal sealed class RobotText(IStringLocalizer<Words> words, RobotSettings settings)
{
    /// <summary>WeCom takes 2,048 bytes.</summary>
    private const int MostReports = 8;
    private const int LongestTitle = 40; // UTF-16 code units

    public string Of(DueMessage message)
    {
        // Everybody reads the same: in the language of the pages as they are without a choice.
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(Preferences.Languages[0].Culture);
        try
        {
            var (text, url) = (new StringBuilder(words["mail.prefix"]), settings.PublicUrl!.TrimEnd('/'));
            foreach (var (slug, title, count) in message.Reports.Take(MostReports))
                text.Append(words["robots.news", MailText.OneLine(title, LongestTitle), count, url + Addresses.OfReport(slug)])
                    .Append('\n');
            if (message.Reports.Count > MostReports)
                text.Append(words["robots.more", message.Reports.Count - MostReports, url]);
            return text.ToString().TrimEnd('\n');
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
