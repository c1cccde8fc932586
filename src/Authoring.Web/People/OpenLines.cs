using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace Authoring.Web.People;

/// <summary>
/// The open connections to the editing hub. A connection is who it was when it was made; when a sign-in ends, its connections are cut, so that
/// they hear nothing more either. A browser comes back by itself, as whoever is signed in then.
/// </summary>
internal sealed class OpenLines : IHubFilter
{
    private readonly ConcurrentDictionary<string, HubCallerContext> open = new(StringComparer.Ordinal);

    public void Cut(int personId)
    {
        foreach (var line in open.Values.Where(line => line.User?.PersonId() == personId)) line.Abort();
    }

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        open[context.Context.ConnectionId] = context.Context;
        await next(context);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        open.TryRemove(context.Context.ConnectionId, out _);
        await next(context, exception);
    }
}
