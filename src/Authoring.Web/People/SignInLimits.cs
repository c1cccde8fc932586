namespace Authoring.Web.People;

/// <summary>
/// How many wrong passwords are borne, and how long sign-ins last: settings under <c>SignIn</c>. README.md in this folder says why.
/// </summary>
internal sealed class SignInLimits
{
    /// <summary>Wrong passwords for one name from one address (or one known device) until it must pause.</summary>
    public int FailuresBeforePause { get; set; } = 10;

    /// <summary>The first pause, in seconds; it doubles with each further wrong password.</summary>
    public double FirstPauseSeconds { get; set; } = 60;
    public double LongestPauseSeconds { get; set; } = 3600;

    /// <summary>After so many seconds without a further one, wrong passwords from an address are forgotten.</summary>
    public double ForgetAfterSeconds { get; set; } = 24 * 3600;

    /// <summary>
    /// Wrong passwords from one address in an hour, for all names together; beyond it only known devices are heard there. An office
    /// of forty shares one.
    /// </summary>
    public int FailuresOfAddress { get; set; } = 100;

    /// <summary>
    /// Wrong passwords for one name in an hour, from all addresses together; beyond it whoever comes from an unknown device waits.
    /// </summary>
    public int FailuresOfAccount { get; set; } = 100;

    /// <summary>How long he waits, in seconds.</summary>
    public double SlowSeconds { get; set; } = 3;

    /// <summary>Names, addresses and devices that are remembered at most, of each kind.</summary>
    public int MostRemembered { get; set; } = 100_000;

    /// <summary>Days until a sign-in ends that is not used.</summary>
    public int SessionDays { get; set; } = 14;

    /// <summary>Sign-ins of one person at a time; the oldest ends when there are more.</summary>
    public int SessionsOfPerson { get; set; } = 100;

    /// <summary>Days for which a device on which somebody has signed in is known.</summary>
    public int DeviceDays { get; set; } = 365;

    /// <summary>Characters that a new password must have.</summary>
    public int ShortestPassword { get; set; } = 10;
}
