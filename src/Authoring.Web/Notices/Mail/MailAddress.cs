using MimeKit;

namespace Authoring.Web.Notices.Mail;

/// <summary>What may be somebody's e-mail address: one plain address, that a header can carry as it is.</summary>
internal static class MailAddress
{
    /// <summary>In UTF-16 code units; RFC 5321 allows no longer path.</summary>
    public const int Longest = 254;

    /// <summary>Without white space at the ends; null: there is none.</summary>
    public static string? Tidy(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    public static bool IsGood(string address) =>
        address.Length <= Longest
        && address.All(c => c is > ' ' and < '\u007f' and not ('<' or '>' or '(' or ')' or ',' or ';' or ':' or '"' or '\\' or '[' or ']'))
        && MailboxAddress.TryParse(address, out var parsed)
        && parsed.Address == address
        && string.IsNullOrEmpty(parsed.Name)
        && address.Split('@') is [{ Length: > 0 and <= 64 }, { Length: > 2 } domain]
        && domain.Split('.').All(label => label is { Length: > 0 and <= 63 })
        && domain.Contains('.');
}
