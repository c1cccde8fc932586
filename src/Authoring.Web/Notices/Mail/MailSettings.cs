using MailKit.Security;
using MimeKit;

namespace Authoring.Web.Notices.Mail;

/// <summary>The mail server through which notices go out, settings under <c>Mail</c>. Without a host nothing is sent.</summary>
internal sealed class MailSettings
{
    public string? Host { get; set; }

    /// <summary>0: 465 with <c>ssl</c>, else 587.</summary>
    public int Port { get; set; }

    /// <summary>Without a user nobody signs in there.</summary>
    public string? User { get; set; }
    public string? Password { get; set; }

    /// <summary>The sender: an address, or a name with an address in angle brackets.</summary>
    public string? From { get; set; }

    /// <summary><c>starttls</c>: demanded; <c>auto</c>: where the server has it; <c>ssl</c>: from the first byte; <c>none</c>.</summary>
    public string Tls { get; set; } = "starttls";

    /// <summary>Where people reach this application, for the links: <c>https://report.example.cn</c>.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>What somebody is told within so many seconds goes out in one e-mail.</summary>
    public double GatherSeconds { get; set; } = 120;

    /// <summary>After so many refusals a notice is not tried any more. A server that does not answer counts for none.</summary>
    public int MostTries { get; set; } = 8;

    /// <summary>The first pause after a failure, in seconds; it doubles with each further one.</summary>
    public double FirstRetrySeconds { get; set; } = 60;
    public double LongestRetrySeconds { get; set; } = 3600;

    /// <summary>How long the server may take for an answer, in seconds.</summary>
    public double TimeoutSeconds { get; set; } = 30;

    public bool IsOn => !string.IsNullOrWhiteSpace(Host);
    public int PortOrUsual =>
        Port > 0 ? Port
        : Tls == "ssl" ? 465
        : 587;
    public SecureSocketOptions Security =>
        Tls switch
        {
            "none" => SecureSocketOptions.None,
            "auto" => SecureSocketOptions.StartTlsWhenAvailable,
            "ssl" => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.StartTls,
        };

    /// <summary>The pause after so many failures in a row.</summary>
    public TimeSpan PauseAfter(int failures) =>
        TimeSpan.FromSeconds(Math.Min(LongestRetrySeconds, FirstRetrySeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 30))));

    /// <summary>What is wrong with the settings, in a sentence for whoever starts the program; null: nothing.</summary>
    public string? Fault()
    {
        if (!IsOn)
            return null;
        if (!MailboxAddress.TryParse(From, out _))
            return $"Mail:From is '{From}'; it must be the sender's address, as 'Reports <reports@example.cn>'.";
        if (!Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return $"Mail:PublicUrl is '{PublicUrl}'; it must be the address at which people reach this application, "
                + "as 'https://report.example.cn'.";
        return Tls is "starttls" or "auto" or "ssl" or "none" ? null : $"Mail:Tls is '{Tls}'; it must be starttls, auto, ssl or none.";
    }
}
