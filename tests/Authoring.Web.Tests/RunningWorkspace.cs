using System.Net.Http.Json;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authoring.Web.Tests;

/// <summary>
/// The whole application on a real socket with a real SQLite file, in this process. Stopped and started again it keeps its database.
/// </summary>
internal sealed class RunningWorkspace : IAsyncDisposable
{
    /// <summary>The database of a demo on the small report, as its first start leaves it: made once, copied for each test.</summary>
    private static readonly Lazy<Task<byte[]>> Prepared = new(PrepareAsync);

    private readonly Dictionary<string, string?> settings;
    private readonly Action<WebApplicationBuilder> configure;
    private WebApplication app = null!;

    private RunningWorkspace(TemporaryFolder folder, Dictionary<string, string?> settings, Action<WebApplicationBuilder> configure) =>
        (Folder, this.settings, this.configure) = (folder, settings, configure);

    public TemporaryFolder Folder { get; }
    public Uri Address { get; private set; } = null!;
    public IServiceProvider Services => app.Services;
    public string Database => Path.Combine(Folder.Path, "test.db");

    /// <summary>Starts a demo on a small report; <paramref name="more"/> are settings in their colon form.</summary>
    public static Task<RunningWorkspace> StartAsync(params (string Name, string Value)[] more) => StartAsync(_ => { }, more);

    /// <summary>The same with some of its services replaced.</summary>
    public static async Task<RunningWorkspace> StartAsync(
        Action<WebApplicationBuilder> configure,
        params (string Name, string Value)[] more
    )
    {
        var workspace = New(configure);
        foreach (var (name, value) in more)
            workspace.settings[name] = value;
        if (!more.Any(setting => Prepares(setting.Name)))
            await File.WriteAllBytesAsync(workspace.Database, await Prepared.Value);
        await workspace.StartAgainAsync();
        return workspace;
    }

    /// <summary>A first start with that setting leaves another database.</summary>
    private static bool Prepares(string setting) =>
        setting.StartsWith("Authoring:", StringComparison.OrdinalIgnoreCase)
        || setting.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase);

    private static async Task<byte[]> PrepareAsync()
    {
        var workspace = New(_ => { });
        using var folder = workspace.Folder;
        await using (workspace.app = workspace.Build(port: 0))
            await Workspace.PrepareAsync(workspace.app);
        return await File.ReadAllBytesAsync(workspace.Database);
    }

    private static RunningWorkspace New(Action<WebApplicationBuilder> configure)
    {
        var folder = new TemporaryFolder();
        SmallReport.Write(Path.Combine(folder.Path, "small"));
        return new RunningWorkspace(
            folder,
            new(StringComparer.OrdinalIgnoreCase)
            {
                ["Authoring:Seed"] = Path.Combine(folder.Path, "small"),
                ["ConnectionStrings:Authoring"] = $"Data Source={Path.Combine(folder.Path, "test.db")};Pooling=False",
                ["Logging:LogLevel:Default"] = "Warning",
                ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
            },
            configure
        );
    }

    private WebApplication Build(int port) =>
        Workspace.Build(
            StartMode.Demo,
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(settings);
                builder.Configuration["urls"] = $"http://127.0.0.1:{port}";
                // Slow hashes protect passwords; those of a demo that lives for a second would be half of all the tests' time.
                builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1_000);
                configure(builder);
            }
        );

    public async Task StartAgainAsync()
    {
        app = Build(Address?.Port ?? Ports.Next());
        await Workspace.PrepareAsync(app);
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async Task StopAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Signs in through the front door and returns the cookie.</summary>
    public async Task<string> SignInAsync(string name, string password = "demo-2025")
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var answer = await client.PostAsJsonAsync("/api/sign-in", new { name, password });
        answer.EnsureSuccessStatusCode();
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
    }

    /// <summary>Somebody as the server knows a signed-in caller.</summary>
    public async Task<System.Security.Claims.ClaimsPrincipal> PersonAsync(string name)
    {
        await using var scope = Services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.SignInManager<Authoring.Web.People.Person>>();
        return await signIn.CreateUserPrincipalAsync((await signIn.UserManager.FindByNameAsync(name))!);
    }

    public async Task<HubClient> ConnectAsync(string name) => await HubClient.ConnectAsync(Address, await SignInAsync(name));

    /// <summary>A client that is signed in and follows no redirects.</summary>
    public async Task<HttpClient> BrowseAsync(string? name = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (name is not null)
            client.DefaultRequestHeaders.Add("Cookie", await SignInAsync(name));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Folder.Dispose();
    }
}

/// <summary>A folder that goes away with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("authoring-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
