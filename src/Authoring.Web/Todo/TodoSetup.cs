namespace Authoring.Web.Todo;

internal static class TodoSetup
{
    /// <summary>What waits for a person.</summary>
    public static void AddTodo(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TodoService>();
        builder.Services.AddSingleton<Practice>();
        builder.Services.AddSingleton<FirstDay>();
    }
}
