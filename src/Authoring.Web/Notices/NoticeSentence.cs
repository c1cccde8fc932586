using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Notices;

/// <summary>A notice in one sentence, on pages and in e-mails.</summary>
internal static class NoticeSentence
{
    public static string Of(IStringLocalizer<Words> words, NoticeEntry notice)
    {
        var by = notice.By.Length > 0 ? notice.By : words["notices.nobody"].Value;
        return notice switch
        {
            { People: > 1 } => words[$"notices.{notice.Kind}-people", by, notice.Title, notice.Count, notice.People],
            { Day: { } day } => words["notices.Deadline", by, notice.Title, notice.Count, NoticeQueries.WordsOf(day)],
            { Count: > 1 } => words[$"notices.{notice.Kind}-several", by, notice.Title, notice.Count],
            _ => words[$"notices.{notice.Kind}", by, notice.Title],
        };
    }
}
