using Authoring.Web.Documents;
using Authoring.Web.People;

namespace Authoring.Web.Reports;

internal static class DemoMembers
{
    /// <summary>What an account is in a seeded report: three write, one manages, the others read.</summary>
    public static ReportRole RoleOf(string name) =>
        name switch
        {
            DemoAccounts.Editor => ReportRole.Editor,
            "author1" or "author2" or "author3" => ReportRole.Writer,
            _ => ReportRole.Reader,
        };
}
