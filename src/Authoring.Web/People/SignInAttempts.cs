using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Authoring.Web.People;

/// <summary>Where an attempt comes from.</summary>
/// <param name="Device">A device on which the owner of the name has signed in before; null: an unknown one.</param>
internal readonly record struct SignInOrigin(string Address, string? Device)
{
    /// <summary>Who has one address of the newer kind has 2^64 of them: they count as one.</summary>
    public static string AddressOf(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        return $"{Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))}::/64";
    }
}

/// <summary>What becomes of an attempt before its password is looked at.</summary>
/// <param name="Wait">It is not taken for so long; zero: it is.</param>
/// <param name="Slow">It is taken after so long.</param>
internal readonly record struct SignInTurn(TimeSpan Wait, TimeSpan Slow)
{
    public bool IsPaused => Wait > TimeSpan.Zero;
}

/// <summary>
/// Bounds how many passwords can be tried, by name whether anybody has it or not. Who guesses pauses where he is: elsewhere, and on
/// a device that is known, the owner gets in. It is all in memory and of bounded size; a restart forgets it.
/// </summary>
internal sealed class SignInAttempts
{
    private readonly Lock counting = new();
    private readonly SignInLimits limits;
    private readonly GrowingPauses pauses;
    private readonly LeakyCounts addresses,
        names;

    public SignInAttempts(TimeProvider clock, IOptions<SignInLimits> options)
    {
        limits = options.Value;
        pauses = new GrowingPauses(clock, limits);
        addresses = new LeakyCounts(clock, limits.FailuresOfAddress, limits.MostRemembered);
        names = new LeakyCounts(clock, limits.FailuresOfAccount, limits.MostRemembered);
    }

    /// <summary>Counts the attempt as wrong until it is said to have been right.</summary>
    public SignInTurn Begin(string name, SignInOrigin origin)
    {
        lock (counting)
        {
            var key = Key(name, origin);
            var wait = PauseOf(name, origin);
            if (wait > TimeSpan.Zero)
                return new SignInTurn(wait, TimeSpan.Zero);
            pauses.Count(key);
            if (origin.Device is not null)
                return default;
            var isSlow = names.IsFull(name);
            addresses.Count(origin.Address);
            names.Count(name);
            return new SignInTurn(TimeSpan.Zero, isSlow ? TimeSpan.FromSeconds(limits.SlowSeconds) : TimeSpan.Zero);
        }
    }

    /// <summary>For how long nothing is taken; zero: the next attempt is.</summary>
    public TimeSpan PauseOf(string name, SignInOrigin origin)
    {
        lock (counting)
        {
            var wait = pauses.Wait(Key(name, origin));
            return wait == TimeSpan.Zero && origin.Device is null ? addresses.Wait(origin.Address) : wait;
        }
    }

    public void WasRight(string name, SignInOrigin origin)
    {
        lock (counting)
        {
            pauses.Forget(Key(name, origin));
            if (origin.Device is not null)
                return;
            addresses.TakeBack(origin.Address);
            names.TakeBack(name);
        }
    }

    /// <summary>The account has a new password: whoever guessed the old one guessed nothing.</summary>
    public void Forgive(string name)
    {
        lock (counting)
            pauses.ForgetAll($"{name}\n");
    }

    // A name holds no line break: it is looked for as it is stored, and none is stored with one.
    private static string Key(string name, SignInOrigin origin) =>
        origin.Device is { } device ? $"{name}\ndevice {device}" : $"{name}\n{origin.Address}";
}
