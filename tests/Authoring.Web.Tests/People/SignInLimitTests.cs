using System.Net;
using System.Net.Http.Json;
using Authoring.Web.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Authoring.Web.Tests.People;

/// <summary>Guessing passwords leads nowhere, and wrong passwords are no weapon against whoever they are typed for.</summary>
public sealed class SignInLimitTests
{
    private static readonly (string, string) BehindProxy = ("Proxy:Known", "127.0.0.1");

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly CountingHasher hasher = new();

    private Task<RunningWorkspace> StartAsync(params (string, string)[] settings) =>
        RunningWorkspace.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.Services.AddSingleton<IPasswordHasher<Person>>(hasher);
            },
            [BehindProxy, .. settings]
        );

    private static async Task<HttpResponseMessage> TryAsync(
        HttpClient browser,
        string name,
        string password,
        string address,
        string? cookies = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sign-in")
        {
            Content = JsonContent.Create(new { name, password }),
        };
        request.Headers.Add("X-Forwarded-For", address);
        if (cookies is not null)
            request.Headers.Add("Cookie", cookies);
        return await browser.SendAsync(request);
    }

    private static async Task<HttpStatusCode> StatusAsync(
        HttpClient browser,
        string name,
        string password,
        string address,
        string? cookies = null
    )
    {
        using var answer = await TryAsync(browser, name, password, address, cookies);
        return answer.StatusCode;
    }

    private static async Task GuessAsync(HttpClient browser, string name, string address, int times = 10)
    {
        for (var i = 0; i < times; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser, name, $"guess {i}", address));
    }

    [Fact]
    public async Task Wrong_passwords_from_one_address_lock_nobody_out_who_comes_from_another()
    {
        await using var workspace = await StartAsync();
        using var browser = await workspace.BrowseAsync();
        await GuessAsync(browser, "author1", "10.0.0.66", times: 30);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.66"));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.7"));
        // nor other people of that office
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(browser, "author2", "demo-2025", "10.0.0.66"));
    }

    [Fact]
    public async Task A_device_on_which_its_owner_has_signed_in_before_gets_in_while_its_office_is_paused()
    {
        await using var workspace = await StartAsync();
        using var browser = await workspace.BrowseAsync();
        using var before = await TryAsync(browser, "author1", "demo-2025", "10.0.0.7");
        var known = string.Join(
            "; ",
            before
                .Headers.GetValues("Set-Cookie")
                .Select(c => c.Split(';')[0])
                .Where(c => !c.StartsWith("authoring=", StringComparison.Ordinal))
        );
        await GuessAsync(browser, "author1", "10.0.0.7");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.7"));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.7", known));
        // It is known for its owner alone, and guesses on it are counted, too.
        await GuessAsync(browser, "author2", "10.0.0.7");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser, "author2", "demo-2025", "10.0.0.7", known));
        for (var i = 0; i < 10; i++)
            await StatusAsync(browser, "author1", $"guess {i}", "10.0.0.8", known);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.8", known));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.8"));
    }

    [Fact]
    public async Task A_pause_ends_and_the_next_one_is_longer()
    {
        await using var workspace = await StartAsync();
        using var browser = await workspace.BrowseAsync();
        await GuessAsync(browser, "author1", "10.0.0.66");
        clock.Advance(TimeSpan.FromSeconds(61));
        var checkedBefore = hasher.Checks;
        await GuessAsync(browser, "author1", "10.0.0.66", times: 1); // the eleventh
        Assert.Equal(checkedBefore + 1, hasher.Checks);
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.66"));
        Assert.Equal(checkedBefore + 1, hasher.Checks); // a password that comes in a pause is not looked at
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.66"));
        await GuessAsync(browser, "author1", "10.0.0.66", times: 9); // the right one has wiped the slate
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.66"));
    }

    [Theory]
    [InlineData("author1")]
    [InlineData("nobody-of-that-name")]
    [InlineData("没有这个人")]
    public async Task A_name_that_nobody_has_costs_the_same_work_and_gets_the_same_words_as_one_that_somebody_has(string name)
    {
        await using var workspace = await StartAsync();
        using var browser = await workspace.BrowseAsync();
        hasher.Reset();
        await GuessAsync(browser, name, "10.0.0.66", times: 1);
        Assert.Equal(1, hasher.Checks);
        Assert.Equal([hasher.CostOf(DemoAccounts.Password)], hasher.Costs);
        await GuessAsync(browser, name, "10.0.0.66", times: 9);
        Assert.Equal(10, hasher.Checks);
        using var paused = await TryAsync(browser, name, "demo-2025", "10.0.0.66");
        Assert.Equal((HttpStatusCode.Unauthorized, 10), (paused.StatusCode, hasher.Checks));
        Assert.Equal(TimeSpan.FromSeconds(60), paused.Headers.RetryAfter?.Delta);
        Assert.Equal("", await paused.Content.ReadAsStringAsync());
        using var visitor = new FormVisitor(workspace.Address);
        for (var i = 0; i < 11; i++)
            await visitor.SendAsync("/sign-in", "sign-in", ("Form.Name", name), ("Form.Password", "guess"));
        Assert.Contains("暂时锁定", visitor.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("账号已", visitor.Page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_account_costs_the_same_work_even_with_its_right_password()
    {
        await using var workspace = await StartAsync();
        using var admin = await FormVisitor.SignInAsync(workspace.Address, "admin");
        await admin.SendAsync(await admin.EditAddressAsync("author3"), "disable");
        using var browser = await workspace.BrowseAsync();
        hasher.Reset();
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser, "author3", "demo-2025", "10.0.0.66"));
        Assert.Equal(10, hasher.Checks);
        await StatusAsync(browser, "author3", "demo-2025", "10.0.0.66");
        Assert.Equal(10, hasher.Checks); // paused like any other
    }

    [Fact]
    public async Task An_address_that_tries_many_names_is_stopped_and_others_are_not()
    {
        await using var workspace = await StartAsync(("SignIn:FailuresOfAddress", "20"));
        using var browser = await workspace.BrowseAsync();
        hasher.Reset();
        for (var i = 0; i < 30; i++)
            await GuessAsync(browser, $"name{i}", "10.0.0.66", times: 1);
        Assert.Equal(20, hasher.Checks);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.66"));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.7"));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.66"));
    }

    [Fact]
    public async Task The_addresses_of_one_line_count_as_one()
    {
        await using var workspace = await StartAsync(("SignIn:FailuresOfAddress", "20"));
        using var browser = await workspace.BrowseAsync();
        hasher.Reset();
        for (var i = 0; i < 30; i++)
            await GuessAsync(browser, $"name{i}", $"2001:db8:1:2::{i:x}", times: 1);
        Assert.Equal(20, hasher.Checks);
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(browser, "author1", "demo-2025", "2001:db8:1:3::1"));
    }

    [Fact]
    public async Task Guesses_at_once_are_all_counted_for_an_address()
    {
        await using var workspace = await StartAsync(("SignIn:FailuresOfAddress", "20"));
        using var browser = await workspace.BrowseAsync();
        hasher.Reset();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => GuessAsync(browser, $"name{i}", "10.0.0.66", times: 1)));
        Assert.Equal(20, hasher.Checks);
    }

    [Fact]
    public async Task An_attack_from_everywhere_slows_its_account_down_and_does_not_lock_it()
    {
        await using var workspace = await StartAsync(("SignIn:FailuresOfAccount", "20"));
        using var browser = await workspace.BrowseAsync();
        for (var i = 0; i < 20; i++)
            await GuessAsync(browser, "author1", $"10.0.0.{i}", times: 1);
        var owner = StatusAsync(browser, "author1", "demo-2025", "10.0.1.7");
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(browser, "author2", "demo-2025", "10.0.1.8"));
        Assert.False(owner.IsCompleted); // it waits on a clock that stands
        while (!owner.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(owner, Task.Delay(TimeSpan.FromMilliseconds(20)));
        }
        Assert.Equal(HttpStatusCode.NoContent, await owner);
    }

    [Fact]
    public async Task An_address_that_a_stranger_claims_to_have_is_not_believed()
    {
        await using var workspace = await StartAsync(("Proxy:Known", "192.168.77.1; 10.9.0.0/16"));
        using var browser = await workspace.BrowseAsync();
        for (var i = 0; i < 10; i++)
            await GuessAsync(browser, "author1", $"10.0.0.{i}", times: 1);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.77"));
    }

    [Fact]
    public async Task Of_several_addresses_the_one_that_the_known_proxy_saw_counts()
    {
        await using var workspace = await StartAsync();
        using var browser = await workspace.BrowseAsync();
        for (var i = 0; i < 10; i++)
            await GuessAsync(browser, "author1", $"10.1.1.{i}, 10.0.0.66", times: 1);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser, "author1", "demo-2025", "10.1.1.77, 10.0.0.66"));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(browser, "author1", "demo-2025", "10.0.0.66, 10.1.1.77"));
    }

    [Fact]
    public async Task A_new_password_from_the_administrator_ends_the_pause()
    {
        await using var workspace = await StartAsync();
        using var browser = await workspace.BrowseAsync();
        using var admin = await FormVisitor.SignInAsync(workspace.Address, "admin");
        await GuessAsync(browser, "author1", "10.0.0.66");
        await admin.SendAsync(await admin.EditAddressAsync("author1"), "reset");
        // in, and to be changed
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(browser, "author1", admin.Shown("initial-password")!, "10.0.0.66"));
    }

    /// <summary>Counts how often a password is looked at, and against a hash of which cost.</summary>
    private sealed class CountingHasher : IPasswordHasher<Person>
    {
        private readonly PasswordHasher<Person> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));
        private readonly Lock counting = new();

        public int Checks { get; private set; }
        public HashSet<int> Costs { get; } = [];

        public void Reset()
        {
            lock (counting)
                (Checks, _) = (0, Costs.RemoveWhere(_ => true));
        }

        public int CostOf(string password) => Cost(hasher.HashPassword(null!, password));

        public string HashPassword(Person user, string password) => hasher.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword)
        {
            lock (counting)
            {
                Checks++;
                Costs.Add(Cost(hashedPassword));
            }
            return hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }

        /// <summary>The count of rounds, as the format of Identity writes it behind its two first fields.</summary>
        private static int Cost(string hash) =>
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5));
    }
}
