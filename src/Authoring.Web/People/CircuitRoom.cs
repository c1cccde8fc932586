namespace Authoring.Web.People;

/// <summary>Who may open a circuit.</summary>
internal static class CircuitRoom
{
    private const string Circuits = "/_blazor";

    /// <summary>Circuits cost memory: they are for those who are signed in, and not without end. No page for others has one.</summary>
    public static void UseCircuitLimits(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                if (IsOfCircuit(context.Request) && context.User.Identity is not { IsAuthenticated: true })
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                else if (OpensCircuit(context.Request) && !HasRoom(context))
                    context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                else
                    await next();
            }
        );

    // The list of scripts to begin with says nothing about anybody.
    private static bool IsOfCircuit(HttpRequest request) =>
        request.Path.StartsWithSegments(Circuits, out var rest) && !rest.StartsWithSegments("/initializers");

    /// <summary>Not a message of one that is open.</summary>
    private static bool OpensCircuit(HttpRequest request) =>
        request.Path.StartsWithSegments(Circuits, out var rest)
        && (
            rest.StartsWithSegments("/negotiate") || string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
        );

    private static bool HasRoom(HttpContext context) =>
        context
            .RequestServices.GetRequiredService<HubConnections>()
            .HasRoomForCircuit(context.User.PersonId(), SignInOrigin.AddressOf(context.Connection.RemoteIpAddress));
}
