using System.Globalization;
using System.Text;
using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;
using MimeKit;

namespace Authoring.Web.Notices.Mail;

/// <summary>Some notices as one e-mail, plain text in its reader's language.</summary>
internal sealed class MailText(IStringLocalizer<Words> words)
{
    private const int LongestSubject = 120; // UTF-16 code units
    private const int MostNotices = 50;

    public (string Subject, string Body) Of(string name, string? language, IReadOnlyList<NoticeEntry> notices, string publicUrl)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(
            Preferences.Languages.Any(l => l.Culture == language) ? language! : Preferences.Languages[0].Culture
        );
        try
        {
            var subject = notices is [var only] ? NoticeSentence.Of(words, only) : words["mail.several", notices.Count].Value;
            return (OneLine($"{words["mail.prefix"]}{subject}", LongestSubject), Body(name, notices, publicUrl.TrimEnd('/')));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private string Body(string name, IReadOnlyList<NoticeEntry> notices, string url)
    {
        var body = new StringBuilder().AppendLine(words["mail.greeting", OneLine(name)]).AppendLine();
        foreach (var notice in notices.Take(MostNotices))
        {
            body.AppendLine($"* {OneLine(NoticeSentence.Of(words, notice))}").AppendLine($"  {OneLine(notice.Report)}");
            foreach (var line in (notice.Words ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
                body.AppendLine($"  > {OneLine(line)}");
            body.AppendLine($"  {url}{notice.Address}").AppendLine();
        }
        if (notices.Count > MostNotices)
            body.AppendLine(words["mail.more", notices.Count - MostNotices, $"{url}/notices"]).AppendLine();
        return body.AppendLine("-- ")
            .AppendLine(words["mail.footer", $"{url}/account#notice-choices"])
            .ToString()
            .ReplaceLineEndings("\r\n");
    }

    /// <summary>
    /// Titles and names are anybody's words: no line of theirs begins a header or a line of ours, and none turns the direction of writing.
    /// </summary>
    public static string OneLine(string text, int longest = 1_000)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > longest)
                return line.Append('…').ToString();
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                line.Append(' ');
            else if (category is not (UnicodeCategory.Format or UnicodeCategory.Surrogate))
                line.Append(rune);
        }
        return line.ToString().Trim();
    }

    public static MimeMessage Message(
        MailboxAddress from,
        string address,
        string name,
        (string Subject, string Body) text,
        string id,
        DateTimeOffset at
    )
    {
        var message = new MimeMessage
        {
            Subject = text.Subject,
            Date = at,
            MessageId = id,
            Body = new TextPart("plain") { Text = text.Body },
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(OneLine(name), address));
        // No holiday message comes back for it.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
