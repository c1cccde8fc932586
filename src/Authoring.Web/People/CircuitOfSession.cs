using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Authoring.Web.People;

/// <summary>
/// A circuit is whose it was when its page was opened, for as long as it lives. So it asks, at what is done in it and whenever a line comes
/// back to it, whether that sign-in still stands; one that has ended takes no more.
/// </summary>
internal sealed class CircuitOfSession(
    AuthenticationStateProvider authentication,
    AccountStatuses statuses,
    HubConnections lines,
    TimeProvider clock
) : CircuitHandler
{
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(10);

    private (long At, int Cuts)? known;

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next
    ) =>
        async context =>
        {
            await CheckAsync();
            await next(context);
        };

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => CheckAsync();

    private async Task CheckAsync()
    {
        if (known is { } last && last.Cuts == lines.Cuts && clock.GetElapsedTime(last.At) < Trusted)
            return;
        var now = (clock.GetTimestamp(), lines.Cuts);
        var caller = (await authentication.GetAuthenticationStateAsync()).User;
        if (await statuses.FindAsync(caller) is null)
            throw new InvalidOperationException("The sign-in of this page has ended.");
        known = now;
    }
}
