using Authoring.Web.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Shell;

/// <summary>
/// When the database takes nothing: 503, and a sentence that says why and what to do, for scripts as JSON, for people on a page. Nothing of
/// what was to
/// be done was done, and all of it can be done again.
/// </summary>
internal static partial class TroubleAnswers
{
    private const int SecondsUntilAgain = 10;

    private sealed record Refused(string Code, string Sentence);

    public static void UseTroubleAnswers(this WebApplication app)
    {
        app.Use(AnswerPlainlyAsync);
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error",
                CreateScopeForErrors = true,
                StatusCodeSelector = e =>
                    DatabaseTrouble.Of(e) is null ? StatusCodes.Status500InternalServerError : StatusCodes.Status503ServiceUnavailable,
            }
        );
        app.Use(AnswerScriptsAsync);
    }

    /// <summary>Where not even the page of an error can be made, as it says who is signed in.</summary>
    private static async Task AnswerPlainlyAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (DatabaseTrouble.Of(e) is not null && !context.Response.HasStarted)
        {
            var words = context.RequestServices.GetRequiredService<IStringLocalizer<Words>>();
            Begin(context);
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync($"{words.Say(DatabaseTrouble.Of(e)!.Value)}\n{words["trouble.form"]}\n");
        }
    }

    private static async Task AnswerScriptsAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (DatabaseTrouble.Of(e) is not null && !context.Response.HasStarted)
        {
            if (!ScriptAddresses.IsForScripts(context.Request.Path))
                throw;
            var trouble = DatabaseTrouble.Of(e)!.Value;
            Log.NotSaved(
                context.RequestServices.GetRequiredService<ILogger<WorkspaceComponent>>(),
                context.Request.GetEncodedPathAndQuery(),
                trouble,
                e
            );
            await RefuseAsync(context, trouble);
        }
    }

    private static Task RefuseAsync(HttpContext context, Trouble trouble)
    {
        Begin(context);
        var words = context.RequestServices.GetRequiredService<IStringLocalizer<Words>>();
        return context.Response.WriteAsJsonAsync(new Refused("NotSaved", words.Say(trouble)));
    }

    private static void Begin(HttpContext context)
    {
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = $"{SecondsUntilAgain}";
        context.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>Why nothing is saved, and what to do.</summary>
    public static string Say(this IStringLocalizer<Words> words, Trouble trouble) =>
        $"{words[$"trouble.{trouble}"]}{words["trouble.way-on"]}";

    /// <summary>What the page of a failed request says.</summary>
    public static string? Sentence(HttpContext? context, IStringLocalizer<Words> words) =>
        DatabaseTrouble.Of(context?.Features.Get<IExceptionHandlerFeature>()?.Error) is { } trouble ? words.Say(trouble) : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Address} could not be answered: {Trouble}")]
        public static partial void NotSaved(ILogger logger, string address, Trouble trouble, Exception exception);
    }
}
