using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Authoring.Web.People;

/// <summary>
/// The open connections to the editing hub and to the circuits of pages. A connection is who it was when it was made; when a
/// sign-in ends, its connections are cut, so that they hear nothing more either. A browser comes back by itself, as whoever is
/// signed in then.
/// </summary>
internal sealed class HubConnections(IOptions<CircuitLimits> limits) : IHubFilter
{
    private readonly ConcurrentDictionary<string, Line> open = new(StringComparer.Ordinal);
    private int cuts;

    /// <summary>The hub of circuits is not public; the other one is ours.</summary>
    private static bool IsOfPages(Hub hub) => hub.GetType().Assembly != typeof(HubConnections).Assembly;

    private sealed record Line(HubCallerContext Context, bool IsCircuit, int? PersonId, string? Session, string Address);

    /// <summary>Counts how often something was cut: whoever remembers that he may go on asks again after that.</summary>
    public int Cuts => Volatile.Read(ref cuts);

    public void Cut(int personId) => CutThose(line => line.PersonId == personId);

    public void Cut(string session) => CutThose(line => line.Session == session);

    private void CutThose(Func<Line, bool> ended)
    {
        Interlocked.Increment(ref cuts);
        foreach (var line in open.Values.Where(ended))
            line.Context.Abort();
    }

    /// <summary>Whether this person, at this address, may open another circuit.</summary>
    public bool HasRoomForCircuit(int personId, string address) => HasRoom(personId, address, 0);

    /// <param name="counted">Of those that are open, so many are the one that asks.</param>
    private bool HasRoom(int personId, string address, int counted)
    {
        var (ofPerson, ofAddress) = (0, 0);
        foreach (var (_, line) in open)
        {
            if (!line.IsCircuit)
                continue;
            if (line.PersonId == personId)
                ofPerson++;
            if (line.Address == address)
                ofAddress++;
        }
        return ofPerson - counted < limits.Value.MostOfPerson && ofAddress - counted < limits.Value.MostOfAddress;
    }

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var (caller, http) = (context.Context, context.Context.GetHttpContext());
        int? personId = caller.User?.Identity is { IsAuthenticated: true } ? caller.User.PersonId() : null;
        var line = new Line(
            caller,
            IsOfPages(context.Hub),
            personId,
            SignInSessions.IdOf(caller.User),
            SignInOrigin.AddressOf(http?.Connection.RemoteIpAddress)
        );
        open[caller.ConnectionId] = line;
        // What was cut while this one was being opened did not find it: is it still somebody's?
        if (http is not null && await http.RequestServices.GetRequiredService<AccountStatuses>().FindAsync(caller.User) is null)
            caller.Abort();
        // Those that were asked for at the same moment each saw room.
        else if (line is { IsCircuit: true, PersonId: { } person } && !HasRoom(person, line.Address, 1))
            caller.Abort();
        await next(context);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        open.TryRemove(context.Context.ConnectionId, out _);
        await next(context, exception);
    }
}
