using Authoring.Web.Figures;
using Authoring.Web.Reports.Making;
using Authoring.Web.Reports.Members;
using Authoring.Web.Reports.New;
using Authoring.Web.Reports.Outline;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Reports;

internal static class ReportsSetup
{
    private const long Spare = 8 * 1024 * 1024;
    private const int MostFields = 10_000;

    /// <summary>Reports: their list, their making, their outline and members.</summary>
    public static void AddReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReportQueries>();
        builder.Services.AddSingleton<Seeds>();
        builder.Services.AddSingleton<ReportMaker>();
        builder.Services.AddSingleton<OutlineService>();
        builder.Services.AddSingleton<MemberService>();
        builder.Services.AddSingleton<KeptFolders>();
        builder.Services.AddSingleton<NewReports>();
        builder.Services.AddOptions<FormOptions>().Configure<IOptions<UploadLimits>>(LetFoldersIn);
    }

    /// <summary>A folder that is a little too large still arrives, and is refused in words; of everybody one field is posted.</summary>
    private static void LetFoldersIn(FormOptions form, IOptions<UploadLimits> limits)
    {
        form.MultipartBodyLengthLimit = Math.Max(form.MultipartBodyLengthLimit, limits.Value.MaxZipSize + Spare);
        form.ValueCountLimit = MostFields;
    }
}
