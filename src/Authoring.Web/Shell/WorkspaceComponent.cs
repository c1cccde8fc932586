using Authoring.Web.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Authoring.Web.Shell;

/// <summary>
/// What all parts of pages are. An action that fails because the database takes nothing ends with a sentence above the page, which stays as
/// it is with all
/// that was typed into it: it can be done again.
/// </summary>
public abstract partial class WorkspaceComponent : ComponentBase, IHandleEvent
{
    /// <summary>In the scripts of every page.</summary>
    private const string Show = "showTrouble";

    [Inject]
    private IJSRuntime TroubleScript { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Words> TroubleWords { get; set; } = null!;

    [Inject]
    private ILoggerFactory TroubleLog { get; set; } = null!;

    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        try
        {
            var acting = item.InvokeAsync(arg);
            if (!acting.IsCompleted)
                StateHasChanged();
            await acting;
        }
        catch (OperationCanceledException)
        {
            // Whoever cancels does not wait for the end.
        }
        catch (Exception e) when (RendererInfo.IsInteractive && DatabaseTrouble.Of(e) is not null)
        {
            await NotDoneAsync(e, DatabaseTrouble.Of(e)!.Value);
        }
        StateHasChanged();
    }

    private async Task NotDoneAsync(Exception exception, Trouble trouble)
    {
        Log.NotDone(TroubleLog.CreateLogger(GetType()), trouble, exception);
        await SayAsync(TroubleWords.Say(trouble));
    }

    private async Task SayAsync(string sentence)
    {
        try
        {
            await TroubleScript.InvokeVoidAsync(Show, sentence, TroubleWords["shell.close"].Value);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone, or older than the server.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "What somebody asked for was not done: {Trouble}")]
        public static partial void NotDone(ILogger logger, Trouble trouble, Exception exception);
    }
}
