using Authoring.Web.Editing.Packing;
using Authoring.Web.People;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Editing;

internal static class EditingSetup
{
    /// <summary>
    /// Live texts: the hub, the sessions behind it, and the log in which everything is kept. Comes last: circuits add protocols, too.
    /// </summary>
    public static void AddEditing<THub>(this WebApplicationBuilder builder)
        where THub : EditingHub
    {
        builder.Services.Configure<EditingLimits>(builder.Configuration.GetSection("Editing"));
        builder.Services.AddLog();
        builder.Services.AddSessions();
        builder.Services.AddLimits();
        builder.Services.AddHub<THub>(builder.Configuration.GetSection("Editing").Get<EditingLimits>() ?? new EditingLimits());
        builder.Services.UseForgivingProtocol();
    }

    private static void AddLog(this IServiceCollection services)
    {
        services.AddSingleton<IInterceptor, ChainBeginning>();
        services.AddSingleton<EditLog>();
        services.AddHostedService(s => s.GetRequiredService<EditLog>());
        services.AddSingleton<LogVerification>();
        services.AddSingleton<LogPacking>();
        services.AddSingleton<EarlierLogs>();
        services.AddSingleton<TextHistory>();
    }

    private static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<ClientOwners>();
        services.AddSingleton<Presence>();
        services.AddSingleton<Broadcast>();
        services.AddSingleton<Sessions>();
        services.AddHostedService(s => s.GetRequiredService<Sessions>());
        services.AddSingleton<Divergences>();
        services.AddSingleton<EditingService>();
    }

    private static void AddLimits(this IServiceCollection services)
    {
        services.AddSingleton<HeavyReads>();
        services.AddSingleton<Outsiders>();
        services.AddSingleton(s => new Pace(s.GetRequiredService<IOptions<EditingLimits>>().Value, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RefusalFilter>();
        services.AddSingleton<ConnectionLimit>();
        services.AddSingleton<PaceFilter>();
    }

    private static void AddHub<THub>(this IServiceCollection services, EditingLimits limits)
        where THub : EditingHub
    {
        // Stateful reconnect stays off: resuming by version is the protocol's own.
        services
            .AddSignalR()
            .AddHubOptions<THub>(hub =>
            {
                hub.SupportedProtocols = ["json"];
                hub.AddFilter<RefusalFilter>();
                hub.AddFilter<ConnectionLimit>();
                hub.AddFilter<PaceFilter>();
                hub.MaximumReceiveMessageSize = limits.MaxMessageBytes;
                hub.KeepAliveInterval = TimeSpan.FromSeconds(10);
                hub.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            });
        services.AddSingleton<HubLifetimeManager<THub>, PromptConnections<THub>>();
        // Those who tell pages something need not know which hub it is that the pages have called.
        services.AddSingleton(s => (IHubContext)s.GetRequiredService<IHubContext<THub>>());
    }

    private static void UseForgivingProtocol(this IServiceCollection services)
    {
        foreach (
            var plain in services
                .Where(s => s.ServiceType == typeof(IHubProtocol) && s.ImplementationType == typeof(JsonHubProtocol))
                .ToList()
        )
            services.Remove(plain);
        services.AddSingleton<IHubProtocol, ForgivingJsonProtocol>();
    }

    private const string Address = "/hubs/editing";

    public static void MapEditing<THub>(this WebApplication app)
        where THub : EditingHub =>
        app.MapHub<THub>(
            Address,
            o =>
            {
                // The session's cookie may expire while somebody types; each message is judged anyway.
                o.CloseOnAuthenticationExpiration = false;
            }
        );

    /// <summary>
    /// A page says whose it is with <c>?person=</c>. When somebody else has signed in meanwhile in another window, it is told to
    /// sign in again: what one person typed is never sent as another's.
    /// </summary>
    public static void UseOwnPagesOnly(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                if (
                    context.Request.Path.StartsWithSegments(Address)
                    && context.Request.Query["person"] is [{ Length: > 0 } person]
                    && context.User.Identity is { IsAuthenticated: true }
                    && person != PersonIds.Write(context.User.PersonId())
                )
                {
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    return;
                }
                await next();
            }
        );
}
