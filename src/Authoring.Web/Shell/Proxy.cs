using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.HttpsPolicy;

namespace Authoring.Web.Shell;

/// <summary>
/// What a proxy in front says about who comes (<c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c>): believed of those that
/// <c>Proxy:Known</c> names, and of nobody else, for anybody can write such headers. Where it comes down to https, cookies are for
/// https alone, and browsers are told to stay there.
/// </summary>
internal static class Proxy
{
    /// <summary>Addresses and networks, separated by <c>;</c>, as <c>10.0.0.5;192.168.7.0/24</c>.</summary>
    private const string Setting = "Proxy:Known";
    private const int DefaultHstsDays = 365;
    private static readonly char[] Separators = [';', ','];

    public static void AddProxy(this WebApplicationBuilder builder)
    {
        var known = Parts(builder.Configuration[Setting] ?? "").Select(Network).ToList();
        // After whatever else would set it: a variable of the environment can make the server believe everybody.
        builder.Services.PostConfigure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders =
                known.Count == 0
                    ? ForwardedHeaders.None
                    : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var network in known)
                o.KnownIPNetworks.Add(network);
            // As many as are known: the last one that is not is whom the first of ours saw.
            o.ForwardLimit = null;
            foreach (var host in Parts(builder.Configuration["AllowedHosts"] ?? "*"))
                o.AllowedHosts.Add(host);
        });
        var days = builder.Configuration.GetValue("Https:HstsDays", DefaultHstsDays);
        builder.Services.Configure<HstsOptions>(o => o.MaxAge = TimeSpan.FromDays(days));
        builder.Services.Configure<CookiePolicyOptions>(o => o.Secure = CookieSecurePolicy.SameAsRequest);
    }

    /// <summary>First of all: everything after it asks whence and how somebody comes.</summary>
    public static void UseProxy(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseHsts(); // says nothing over plain http, nor to the machine itself
        app.UseCookiePolicy();
    }

    private static string[] Parts(string setting) =>
        setting.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static System.Net.IPNetwork Network(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8);
        return System.Net.IPNetwork.TryParse(text, out var network)
            ? network
            : throw new InvalidOperationException(
                $"{Setting} is '{text}'; " + "it must be addresses and networks of proxies, separated by ';', as '10.0.0.5;192.168.7.0/24'."
            );
    }
}
