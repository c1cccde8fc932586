namespace Authoring.Web.Documents;

internal static class DocumentsSetup
{
    /// <summary>Who may do what in a text.</summary>
    public static void AddDocuments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Rights>();
    }
}
