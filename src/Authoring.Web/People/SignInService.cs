using Microsoft.AspNetCore.Identity;

namespace Authoring.Web.People;

internal enum SignInStatus
{
    Done,

    /// <summary>There is no such account, it is withdrawn, or that is not its password: nobody learns which.</summary>
    Wrong,

    /// <summary>Too many were wrong, this one the last of them perhaps.</summary>
    Paused,

    /// <summary>The password is right, and the page that asks is another person's.</summary>
    OtherPerson,
}

/// <param name="Wait">How long a pause still lasts.</param>
internal sealed record SignInResult(SignInStatus Answer, Person? Person = null, TimeSpan Wait = default);

/// <summary>
/// Signs people in under the limits of <see cref="SignInAttempts"/>. Each password that is looked at costs the same work, whether
/// anybody has the name or not: the time of an answer tells nothing.
/// </summary>
internal sealed class SignInService(
    SignInManager<Person> signIn,
    SignInAttempts attempts,
    KnownDevices devices,
    NobodysPassword nobodys,
    IPasswordHasher<Person> hasher,
    TimeProvider clock
)
{
    /// <summary>In UTF-16 code units. Hashing takes the longer, the longer a password is, and none is as long as that.</summary>
    private const int LongestPassword = 2000;

    /// <summary>Hashing takes a processor whole: some are left for those who are at work.</summary>
    private static readonly SemaphoreSlim Hashing = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <param name="mayEnter">Who may sign in by this, where a page asks for one person.</param>
    public async Task<SignInResult> SignInAsync(string? name, string? password, Func<Person, bool>? mayEnter = null)
    {
        var checkedPassword = await CheckAsync(name, password);
        if (checkedPassword is not { Answer: SignInStatus.Done, Person: { } person })
            return checkedPassword;
        if (mayEnter?.Invoke(person) == false)
            return new SignInResult(SignInStatus.OtherPerson);
        await signIn.SignInAsync(person, isPersistent: true);
        devices.Remember(signIn.Context, person.Id);
        return checkedPassword;
    }

    /// <summary>Whether that is the password, without signing anybody in.</summary>
    public async Task<SignInResult> CheckAsync(string? name, string? password)
    {
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrEmpty(password) || password.Length > LongestPassword)
            return new SignInResult(SignInStatus.Wrong);
        var key = KeyOf(name.Trim());
        var person = await signIn.UserManager.FindByNameAsync(name.Trim());
        var device = person is null ? null : devices.Find(signIn.Context, person.Id);
        var origin = new SignInOrigin(SignInOrigin.AddressOf(signIn.Context.Connection.RemoteIpAddress), device);
        var turn = attempts.Begin(key, origin);
        if (turn.IsPaused)
            return new SignInResult(SignInStatus.Paused, Wait: turn.Wait);
        if (turn.Slow > TimeSpan.Zero)
            await Task.Delay(turn.Slow, clock, signIn.Context.RequestAborted);
        if (!await IsRightAsync(person, password) || person is not { Disabled: false })
            return Wrong(attempts.PauseOf(key, origin));
        attempts.WasRight(key, origin);
        return new SignInResult(SignInStatus.Done, person);
    }

    private string KeyOf(string name)
    {
        var key = signIn.UserManager.NormalizeName(name);
        return key.Length > NameRules.LongestUserName ? key[..NameRules.LongestUserName] : key;
    }

    private static SignInResult Wrong(TimeSpan pause) => new(pause > TimeSpan.Zero ? SignInStatus.Paused : SignInStatus.Wrong, Wait: pause);

    private async Task<bool> IsRightAsync(Person? person, string password)
    {
        await Hashing.WaitAsync(signIn.Context.RequestAborted);
        try
        {
            if (person is { PasswordHash: not null })
                return await signIn.UserManager.CheckPasswordAsync(person, password);
            hasher.VerifyHashedPassword(nobodys.Person, nobodys.Hash, password);
            return false;
        }
        finally
        {
            Hashing.Release();
        }
    }
}

/// <summary>What a password is compared with where there is no account: a hash that costs as much as a real one.</summary>
internal sealed class NobodysPassword
{
    public NobodysPassword(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        Hash = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>().HashPassword(Person, InitialPassword.Generate());
    }

    public Person Person { get; } = new() { DisplayName = "" };
    public string Hash { get; }
}
