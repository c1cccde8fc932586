using System.Data.Common;
using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.SignalR;

namespace Authoring.Web.Editing;

/// <summary>
/// Carries refusals to their sender in the one form in which SignalR passes words on. Anything else that goes wrong is ours, and logged.
/// </summary>
internal sealed partial class RefusalFilter(ILogger<RefusalFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext,
        Func<HubInvocationContext, ValueTask<object?>> next
    )
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Refusal refusal)
        {
            throw new HubException(refusal.Message, refusal);
        }
        catch (Exception e) when (e is DbException || DatabaseTrouble.Of(e) is not null)
        {
            Log.Failed(logger, invocationContext.HubMethodName, e);
            throw new HubException(Refusal.NotSaved("the database does not take it; keep it and send it again in a moment").Message, e);
        }
        catch (Exception e) when (e is not HubException)
        {
            Log.Failed(logger, invocationContext.HubMethodName, e);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The call of {Method} failed")]
        public static partial void Failed(ILogger logger, string method, Exception exception);
    }
}
