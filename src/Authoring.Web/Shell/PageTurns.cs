using System.Collections.Concurrent;
using Authoring.Web.People;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Shell;

/// <summary>How much of the server one person may keep busy with pages and downloads: settings under <c>Pages</c>.</summary>
internal sealed class PageLimits
{
    /// <summary>So many of a person's requests for what is made of a report are answered at the same time; his others wait.</summary>
    public int AtOnceOfPerson { get; set; } = 2;
}

/// <summary>
/// Pages, exports and comparisons take time to make. However many one person asks for, in all his windows, the machine has room for what
/// others write: his requests take turns, and none is refused.
/// </summary>
internal sealed class PageTurns(IOptions<PageLimits> limits)
{
    private readonly ConcurrentDictionary<int, SemaphoreSlim> turns = new();

    /// <param name="answer">Is given what ends the turn before the answer does: once an answer is made, sending it may take as long as its
    /// reader's line.</param>
    public async Task RunAsync(int personId, Func<Action, Task> answer, CancellationToken cancellation)
    {
        var turn = turns.GetOrAdd(personId, _ => new SemaphoreSlim(Math.Max(1, limits.Value.AtOnceOfPerson)));
        await turn.WaitAsync(cancellation);
        var isOver = 0;
        try
        {
            await answer(End);
        }
        finally
        {
            End();
        }

        void End()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
                turn.Release();
        }
    }
}

internal static class PageTurnsSetup
{
    public static void AddPageTurns(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<PageLimits>(builder.Configuration.GetSection("Pages"));
        builder.Services.AddSingleton<PageTurns>();
    }

    public static void UsePageTurns(this WebApplication app)
    {
        var turns = app.Services.GetRequiredService<PageTurns>();
        app.Use(
            async (context, next) =>
            {
                if (!IsMade(context.Request) || context.User.Identity is not { IsAuthenticated: true })
                {
                    await next(context);
                    return;
                }
                try
                {
                    await turns.RunAsync(
                        context.User.PersonId(),
                        over =>
                        {
                            context.Response.OnStarting(() =>
                            {
                                over();
                                return Task.CompletedTask;
                            });
                            return next(context);
                        },
                        context.RequestAborted
                    );
                }
                catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
                {
                    // Who asked has gone while he waited.
                }
            }
        );
    }

    /// <summary>Files lie there as they are sent; what is sent to us takes as long as its sender's line.</summary>
    private static bool IsMade(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && (request.Path.StartsWithSegments("/api/search") || IsOfReport(request.Path));

    private static bool IsOfReport(PathString path) =>
        path.StartsWithSegments("/reports", out var rest) && !(rest.Value ?? "").Contains("/files/", StringComparison.Ordinal);
}
