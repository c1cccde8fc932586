using Authoring.Web.Documents;

namespace Authoring.Web.Enrolment;

/// <summary>What the column of roles can say. A person can be several things: 管理员、可撰写.</summary>
/// <param name="IsAdministrator">Of the whole workspace.</param>
/// <param name="Signs">For his organisation.</param>
public sealed record ListedRoles(bool IsAdministrator, bool Signs = false)
{
    internal static readonly ListedRoles None = new(false);

    /// <summary>In the report that is chosen; null: nothing.</summary>
    internal ReportRole? InReport { get; init; }

    private static readonly (ReportRole Role, string[] Words)[] Known =
    [
        (ReportRole.Editor, ["统稿编辑", "统稿", "编辑", "主编", "统稿人", "editor"]),
        (ReportRole.Writer, ["可撰写", "撰写", "撰稿", "撰稿人", "编写", "编写人", "作者", "执笔人", "writer", "author"]),
        (ReportRole.Reviewer, ["可提建议", "提建议", "审阅", "审阅人", "reviewer"]),
        (ReportRole.Reader, ["可查看", "查看", "只读", "读者", "领导", "reader"]),
    ];

    private static readonly string[] Administrator = ["管理员", "系统管理员", "administrator", "admin"],
        Signing = ["审签", "审签人", "审核", "审核人", "签字人", "signer"];

    /// <summary>Null: one of the words is not known.</summary>
    internal static ListedRoles? Read(string cell)
    {
        var roles = None;
        const StringSplitOptions tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (var word in cell.Split(['、', '，', ',', ';', '；', '/', '+'], tidy))
        {
            if (Has(Administrator, word))
                roles = roles with { IsAdministrator = true };
            else if (Has(Signing, word))
                roles = roles with { Signs = true };
            else if (Array.FindIndex(Known, known => Has(known.Words, word)) is >= 0 and var at)
                roles = roles with { InReport = Greater(roles.InReport, Known[at].Role) };
            else
                return null;
        }
        return roles;
    }

    private static ReportRole Greater(ReportRole? one, ReportRole other) => one is { } role && role.Rank() > other.Rank() ? role : other;

    private static bool Has(string[] words, string word) => words.Contains(word, StringComparer.OrdinalIgnoreCase);
}
