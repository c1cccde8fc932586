using System.Security.Cryptography;
using System.Text;

namespace Authoring.Web.Notices.Robots;

/// <summary>Whose robot it is.</summary>
internal enum RobotKind
{
    /// <summary>企业微信.</summary>
    WeCom,

    /// <summary>钉钉.</summary>
    DingTalk,
}

/// <summary>A robot in a group, as the office's own tool made it: what it is sent, everybody in the group reads.</summary>
internal sealed class Robot
{
    /// <summary><c>wecom</c> or <c>dingtalk</c>.</summary>
    public string? Kind { get; set; }

    /// <summary>Its webhook. Whoever knows it can write in the group: it is a secret, and appears in no log.</summary>
    public string? Address { get; set; }

    /// <summary>DingTalk: what its messages are signed with (加签); without it nothing is signed.</summary>
    public string? Secret { get; set; }

    /// <summary>The slugs of the reports of which it tells, separated by <c>;</c>. Empty: of all.</summary>
    public string? Reports { get; set; }

    public RobotKind? KindOf =>
        Kind?.ToUpperInvariant() switch
        {
            "WECOM" => RobotKind.WeCom,
            "DINGTALK" => RobotKind.DingTalk,
            _ => null,
        };

    /// <summary>
    /// Which robot it is, in the database and in logs: the beginning of a hash of its address, from which nobody finds that.
    /// </summary>
    public string Name =>
        $"{Kind?.ToLowerInvariant()}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Address ?? "")))[..12]}";

    public bool Tells(string slug) =>
        string.IsNullOrWhiteSpace(Reports)
        || Reports
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Contains(slug, StringComparer.Ordinal);
}

/// <summary>Robots in groups of WeCom and DingTalk, settings under <c>Robots</c>. Without any nothing is sent.</summary>
internal sealed class RobotSettings
{
    public IList<Robot> Groups { get; } = [];

    /// <summary>Where people reach this application, for the links; without it <c>Mail:PublicUrl</c>.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>What happens within so many seconds is one message.</summary>
    public double GatherSeconds { get; set; } = 120;

    /// <summary>Both services refuse a robot that says more in a minute.</summary>
    public int MostInAMinute { get; set; } = 20;

    /// <summary>After so many refusals a message is not tried any more. A service that does not answer counts for none.</summary>
    public int MostTries { get; set; } = 8;

    /// <summary>The first pause after a failure, in seconds; it doubles with each further one.</summary>
    public double FirstRetrySeconds { get; set; } = 60;
    public double LongestRetrySeconds { get; set; } = 3600;

    /// <summary>How long the service may take for an answer, in seconds.</summary>
    public double TimeoutSeconds { get; set; } = 15;

    public bool IsOn => Groups.Count > 0;

    /// <summary>Between two messages of one robot.</summary>
    public TimeSpan Spacing => TimeSpan.FromMinutes(1.0 / MostInAMinute);

    /// <summary>The pause after so many failures in a row.</summary>
    public TimeSpan PauseAfter(int failures) =>
        TimeSpan.FromSeconds(Math.Min(LongestRetrySeconds, FirstRetrySeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 30))));

    /// <summary>What is wrong with the settings, in a sentence for whoever starts the program, without any secret; null: nothing.</summary>
    public string? Fault()
    {
        if (!IsOn)
            return null;
        for (var i = 0; i < Groups.Count; i++)
        {
            if (Groups[i].KindOf is null)
                return $"Robots:Groups:{i}:Kind is '{Groups[i].Kind}'; it must be wecom or dingtalk.";
            if (!Uri.TryCreate(Groups[i].Address, UriKind.Absolute, out var address) || !IsSafe(address))
                return $"Robots:Groups:{i}:Address must be the robot's webhook, which begins with https://.";
        }
        if (!Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return $"Robots:PublicUrl is '{PublicUrl}'; it must be the address at which people reach this application, "
                + "as 'https://report.example.cn'.";
        return MostInAMinute > 0 ? null : "Robots:MostInAMinute must be more than 0.";
    }

    /// <summary>The address is a secret: it goes over no line in plain, but for one inside this machine.</summary>
    private static bool IsSafe(Uri address) => address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback);
}
