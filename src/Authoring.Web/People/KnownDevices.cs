using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Authoring.Web.People;

/// <summary>
/// Devices on which people have signed in. A signed cookie says for whom a device is known; guesses on it are counted apart from those of
/// strangers, so that nobody is kept out of his account by what others type. It lets nobody in.
/// </summary>
internal sealed class KnownDevices(IDataProtectionProvider protection, IOptions<SignInLimits> limits)
{
    private const string Cookie = "authoring-device";

    /// <summary>People who share a computer in an office; the one who came longest ago is forgotten.</summary>
    private const int MostPeople = 8;

    private readonly IDataProtector protector = protection.CreateProtector("known-device");

    private sealed record Device(string Id, IReadOnlyList<int> People);

    /// <summary>The device's id, if this person has signed in on it.</summary>
    public string? Find(HttpContext context, int personId) =>
        Read(context) is { } device && device.People.Contains(personId) ? device.Id : null;

    public void Remember(HttpContext context, int personId)
    {
        var device = Read(context) ?? new Device(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), []);
        var people = device.People.Where(id => id != personId).TakeLast(MostPeople - 1).Append(personId);
        context.Response.Cookies.Append(
            Cookie,
            protector.Protect($"{device.Id}:{string.Join(',', people)}"),
            new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(limits.Value.DeviceDays),
                HttpOnly = true,
                IsEssential = true,
                Path = "/",
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
            }
        );
    }

    private Device? Read(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 and < 1000 } cookie)
            return null;
        try
        {
            var parts = protector.Unprotect(cookie).Split(':');
            return new Device(parts[0], [.. parts[1].Split(',').Select(int.Parse)]);
        }
        catch (CryptographicException)
        {
            return null; // not one of ours, or one from before the keys were lost
        }
    }
}
