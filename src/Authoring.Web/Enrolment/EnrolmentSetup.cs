using Authoring.Web.People;
using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Enrolment;

internal static class EnrolmentSetup
{
    /// <summary>People from a list.</summary>
    public static void AddEnrolment(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<EnrolmentLimits>(builder.Configuration.GetSection("Enrolment"));
        builder.Services.AddSingleton<KeptSheets>();
        builder.Services.AddSingleton<EnrolmentService>();
    }

    public static void MapEnrolment(this WebApplication app) => app.MapGet("/people/import/template", TemplateAsync).RequireAuthorization();

    /// <summary>A workbook with the headings and a row that shows what belongs beneath them.</summary>
    private static async Task<IResult> TemplateAsync(HttpContext context, Administration administration, IStringLocalizer<Words> words) =>
        await administration.IsOpenToAsync(context.User)
            ? Results.File(XlsxTemplate.Write(words), XlsxTemplate.ContentType, words["enrol.template-file"])
            : Results.NotFound();
}
