namespace Authoring.Web.Documents;

internal static class DocumentsSetup
{
    /// <summary>Who may do what in a text, and when its day is near.</summary>
    public static void AddDocuments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Rights>();
        builder.Services.Configure<DeadlineSettings>(builder.Configuration.GetSection("Deadlines"));
    }
}
