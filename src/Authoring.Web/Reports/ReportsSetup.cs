using Authoring.Web.Reports.Making;
using Authoring.Web.Reports.Members;
using Authoring.Web.Reports.Outline;

namespace Authoring.Web.Reports;

internal static class ReportsSetup
{
    /// <summary>Reports: their list, their making, their outline and members.</summary>
    public static void AddReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReportQueries>();
        builder.Services.AddSingleton<Seeds>();
        builder.Services.AddSingleton<ReportMaker>();
        builder.Services.AddSingleton<OutlineService>();
        builder.Services.AddSingleton<MemberService>();
    }
}
