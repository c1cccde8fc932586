using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Notices;

/// <summary>A notice in one sentence, on pages and in e-mails.</summary>
internal static class NoticeSentence
{
    public static string Of(IStringLocalizer<Words> words, NoticeEntry notice) =>
        words[$"notices.{notice.Kind}", notice.By.Length > 0 ? notice.By : words["notices.nobody"].Value, notice.Title];
}
