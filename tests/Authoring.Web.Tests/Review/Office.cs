using System.Security.Claims;
using System.Text.Json;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>The people of a demo at their work: they write, suggest, comment and sign over the hub, as their pages would.</summary>
internal sealed class Office(RunningWorkspace workspace, bool isOwner = true) : IAsyncDisposable
{
    public const string Basic = "small/sections/01-basic",
        Training = "small/sections/02-training",
        Card = "small/cases/c01";

    private readonly Dictionary<string, HubClient> people = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

    public RunningWorkspace Workspace => workspace;

    public async Task<HubClient> HubAsync(string name) =>
        people.TryGetValue(name, out var known) ? known : people[name] = await workspace.ConnectAsync(name);

    /// <summary>Asks for pages as somebody, or as nobody, with whatever cookies are added; signed in once.</summary>
    public async Task<HttpClient> BrowserAsync(string? name)
    {
        var client = await workspace.BrowseAsync();
        if (name is null)
            return client;
        if (!cookies.TryGetValue(name, out var cookie))
            cookies[name] = cookie = await workspace.SignInAsync(name);
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        return client;
    }

    public async Task<LiveReport> ReportAsync() => (await workspace.Services.GetRequiredService<LiveReports>().FindAsync("small"))!;

    public Task<ClaimsPrincipal> PersonAsync(string name) => workspace.PersonAsync(name);

    public async Task<int> IdAsync(string name)
    {
        await using var db = await DatabaseAsync();
        return await db.Users.Where(p => p.UserName == name).Select(p => p.Id).SingleAsync();
    }

    public async Task<int> DocumentAsync(string document)
    {
        await using var db = await DatabaseAsync();
        var key = document[(document.LastIndexOf('/') + 1)..];
        return await db.Documents.Where(d => d.Key == key).Select(d => d.Id).SingleAsync();
    }

    public Task<AuthoringDb> DatabaseAsync() =>
        workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();

    public async Task ChangeAsync(Func<AuthoringDb, Task> change)
    {
        await using var db = await DatabaseAsync();
        await change(db);
        await db.SaveChangesAsync();
        workspace.Services.GetRequiredService<Rights>().Forget();
    }

    /// <summary>Gives a text to a person.</summary>
    public async Task GiveAsync(string document, string person)
    {
        var (documentId, personId) = (await DocumentAsync(document), await IdAsync(person));
        await ChangeAsync(db =>
        {
            db.Assignments.Add(new Assignment { DocumentId = documentId, PersonId = personId });
            return Task.CompletedTask;
        });
    }

    /// <summary>What a page asks about its text; <paramref name="more"/> is what stands behind the address.</summary>
    public async Task<JsonElement> LookAsync(string name, string document, string more = "")
    {
        using var browser = await workspace.BrowseAsync(name);
        return JsonDocument
            .Parse(
                await browser.GetStringAsync(
                    new Uri($"/reports/{document.Replace("small/", "small/live/", StringComparison.Ordinal)}{more}", UriKind.Relative)
                )
            )
            .RootElement;
    }

    public async Task ActAsync(string name, string document, string act, string? words = null, bool despiteComments = false) =>
        await (await HubAsync(name)).CallAsync(
            "Act",
            document,
            act,
            new
            {
                hash = (await LookAsync(name, document)).GetProperty("review").GetProperty("hash").GetString(),
                words,
                minutes = "2025-12-18",
                despiteComments,
            }
        );

    public Task UntilStateAsync(string document, string state) =>
        UntilAsync(
            async () => (await LookAsync("editor", document)).GetProperty("review").GetProperty("state").GetString() == state,
            $"{document} {state}"
        );

    /// <summary>Waits until an act is the last that is written down about a text.</summary>
    public async Task UntilRecordedAsync(string document, ReviewVerb verb)
    {
        var id = await DocumentAsync(document);
        await UntilAsync(
            async () =>
            {
                await using var db = await DatabaseAsync();
                return await db
                        .ReviewActs.Where(a => a.DocumentId == id)
                        .OrderByDescending(a => a.Id)
                        .Select(a => (ReviewVerb?)a.Verb)
                        .FirstOrDefaultAsync() == verb;
            },
            $"{document} has {verb} as its last act"
        );
    }

    public async Task TypeAsync(string name, string document, string typed, bool suggests = false)
    {
        var hub = await HubAsync(name);
        var opened = await hub.CallAsync("Open", document);
        var id = Guid.NewGuid().ToString("N");
        await hub.CallAsync(
            "Push",
            document,
            opened.GetProperty("version").GetInt32(),
            new[]
            {
                new
                {
                    id,
                    clientID = id,
                    changes = new object[]
                    {
                        opened.GetProperty("text").GetString()!.Length,
                        new object[] { 0 }
                            .Concat(typed.Split('\n'))
                            .ToArray(),
                    },
                    suggests,
                },
            }
        );
    }

    /// <summary>Takes the last characters of a text away.</summary>
    public async Task EraseAsync(string name, string document, int count)
    {
        var hub = await HubAsync(name);
        var opened = await hub.CallAsync("Open", document);
        var id = Guid.NewGuid().ToString("N");
        await hub.CallAsync(
            "Push",
            document,
            opened.GetProperty("version").GetInt32(),
            new[]
            {
                new
                {
                    id,
                    clientID = id,
                    changes = new object[] { opened.GetProperty("text").GetString()!.Length - count, new object[] { count } },
                },
            }
        );
    }

    /// <summary>Decides on the only suggestion in a text, which inserts at its end.</summary>
    public async Task DecideAsync(string name, string document, bool accepts)
    {
        var hub = await HubAsync(name);
        var opened = await hub.CallAsync("Open", document);
        var (id, length) = (Guid.NewGuid().ToString("N"), opened.GetProperty("text").GetString()!.Length);
        var mark = opened.GetProperty("marks")[0];
        var (suggestion, from, to) = (
            mark.GetProperty("id").GetString(),
            mark.GetProperty("insert")[0][0].GetInt32(),
            mark.GetProperty("insert")[0][1].GetInt32()
        );
        object[] changes =
            accepts ? [length]
            : to < length ? [from, new object[] { to - from }, length - to]
            : [from, new object[] { to - from }];
        await hub.CallAsync(
            "Push",
            document,
            opened.GetProperty("version").GetInt32(),
            new[]
            {
                new
                {
                    id,
                    clientID = id,
                    changes,
                    marks = new[]
                    {
                        new
                        {
                            id = suggestion,
                            clear = accepts ? new[] { new[] { from, to } } : [],
                            outcome = accepts ? "accepted" : "rejected",
                        },
                    },
                },
            }
        );
    }

    public async Task<int> CommentAsync(string name, string document, string text, params string[] mentions)
    {
        var ids = new List<string>();
        foreach (var mention in mentions)
            ids.Add((await IdAsync(mention)).ToString());
        return (
            await (await HubAsync(name)).CallAsync(
                "Comment",
                document,
                new
                {
                    version = 0,
                    from = 0,
                    to = 1,
                    subject = "words",
                    text,
                    mentions = ids,
                }
            )
        ).GetInt32();
    }

    /// <summary>Waits for what comes a moment later by itself.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            if (patience.IsCancellationRequested)
                Assert.Fail($"It never came to that: {what}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in people.Values)
            await hub.DisposeAsync();
        if (isOwner)
            await workspace.DisposeAsync();
    }
}
