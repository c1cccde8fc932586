using System.Collections.Concurrent;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Editing;

/// <summary>
/// Counts each person's connections. One beyond the limit stays, and is told at every call that there are too many, so that its page can
/// say so; far beyond it they are closed at once. Nobody else's connections are touched.
/// </summary>
internal sealed class ConnectionLimit(IOptions<EditingLimits> limits) : IHubFilter
{
    private static readonly object Beyond = new();

    private readonly ConcurrentDictionary<int, int> many = new();

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var now = many.AddOrUpdate(context.Context.User!.PersonId(), 1, (_, count) => count + 1);
        if (now > limits.Value.ConnectionsPerPerson)
            context.Context.Items[Beyond] = Beyond;
        if (now > limits.Value.ConnectionsPerPerson * 2)
            context.Context.Abort();
        await next(context);
    }

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (invocationContext.Context.Items.ContainsKey(Beyond))
            throw Refusal.TooLarge(
                $"you have more than {limits.Value.ConnectionsPerPerson} windows open; close some of them and try again"
            );
        return next(invocationContext);
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        many.AddOrUpdate(context.Context.User!.PersonId(), 0, (_, count) => Math.Max(0, count - 1));
        return next(context, exception);
    }
}
