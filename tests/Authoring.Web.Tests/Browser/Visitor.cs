using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>Somebody at a browser of his own.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext profile;
    private readonly Uri server;

    private Visitor(IBrowserContext profile, IPage page, Uri server) => (this.profile, Page, this.server) = (profile, page, server);

    public IPage Page { get; private set; }

    /// <summary>What the browser's console complained about, other than a line that was cut.</summary>
    public List<string> Complaints { get; } = [];

    /// <param name="but">What may have been said.</param>
    public void ComplainsOfNothing(Func<string, bool>? but = null) =>
        Assert.True(Complaints.TrueForAll(complaint => but?.Invoke(complaint) ?? false), string.Join(Environment.NewLine, Complaints));

    public ILocator Text => Page.GetByTestId("editor").Locator(".cm-content");
    public ILocator SyncState => Page.GetByTestId("sync-state");
    public ILocator Preview => Page.GetByTestId("preview");

    public ILocator Tool(string name) => Page.Locator($"[data-tool='{name}']");

    /// <summary>What stands beside the text; pressed again it would fold.</summary>
    public Task OpenPanelAsync(string name) => OpenPanelAsync(Page, name);

    public static async Task OpenPanelAsync(IPage page, string name)
    {
        var button = page.Locator($".panel-tabs [data-panel={name}]");
        await Assertions.Expect(button).ToHaveCountAsync(1);
        if (await button.GetAttributeAsync("aria-pressed") != "true")
            await button.ClickAsync();
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
    }

    /// <summary>In the row, or in the menu at its end where there is no room.</summary>
    public async Task PressToolAsync(string name)
    {
        await Assertions.Expect(Tool(name)).ToHaveCountAsync(1);
        if (!await Tool(name).IsVisibleAsync())
            await Page.GetByTestId("toolbar-more").ClickAsync();
        await Tool(name).ClickAsync();
    }

    public static async Task<Visitor> SignInAsync(
        Chromium chromium,
        Uri server,
        string name,
        int width = 1440,
        int height = 900,
        string sees = "report"
    )
    {
        var visitor = await ArriveAsync(chromium, server, width, height);
        await visitor.SignInAsync(name, sees);
        return visitor;
    }

    /// <summary>Not signed in yet.</summary>
    public static async Task<Visitor> ArriveAsync(Chromium chromium, Uri server, int width = 1440, int height = 900) =>
        await AtAsync(await chromium.NewProfileAsync(width, height), server);

    /// <summary>At a profile that somebody has used before, or will use again.</summary>
    public static async Task<Visitor> AtAsync(IBrowserContext profile, Uri server)
    {
        var visitor = new Visitor(profile, await profile.NewPageAsync(), server);
        visitor.Listen();
        return visitor;
    }

    public async Task SignInAsync(string name, string sees = "report")
    {
        await GoToAsync("/sign-in");
        await EnterAsync(name, "demo-2025");
        await Assertions.Expect(Page.GetByTestId(sees).First).ToBeVisibleAsync();
    }

    /// <summary>Is somebody who has signed in already, by his cookies.</summary>
    public Task BeAsync(string cookies) =>
        profile.AddCookiesAsync(
            cookies
                .Split("; ")
                .Select(cookie => cookie.Split('=', 2))
                .Select(part => new Cookie
                {
                    Name = part[0],
                    Value = part[1],
                    Url = server.ToString(),
                })
        );

    public async Task EnterAsync(string name, string password)
    {
        await Page.GetByTestId("sign-in-name").FillAsync(name);
        await Page.GetByTestId("sign-in-password").FillAsync(password);
        await Page.GetByTestId("sign-in-submit").ClickAsync();
    }

    /// <summary>Signs in with a password that was handed over, and changes it, with the keyboard.</summary>
    public async Task TakeOverAsync(string name, string handedOver, string own)
    {
        await GoToAsync("/");
        await EnterAsync(name, handedOver);
        await Assertions.Expect(Page.GetByTestId("must-change")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByTestId("password")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync(handedOver);
        foreach (var _ in new[] { "new", "repeat" })
        {
            await Page.Keyboard.PressAsync("Tab");
            await Page.Keyboard.TypeAsync(own);
        }
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Page.GetByTestId("done")).ToContainTextAsync("密码已修改");
        await Page.GetByTestId("done").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync("工作台");
    }

    private void Listen()
    {
        Page.PageError += (_, error) => Complaints.Add(error);
        Page.Console += (_, message) =>
        {
            if (
                message.Type == "error"
                && !message.Text.Contains("ERR_", StringComparison.Ordinal)
                && !message.Text.Contains("WebSocket", StringComparison.Ordinal)
            )
                Complaints.Add($"{message.Text} {message.Location}");
        };
    }

    public async Task GoToAsync(string path) => await Page.GotoAsync(new Uri(server, path).ToString());

    /// <summary>Opens a text and waits until it can be written in.</summary>
    public async Task OpenAsync(string document)
    {
        await GoToAsync($"/reports/{document}");
        await SyncedAsync();
    }

    public Task SyncedAsync() => Assertions.Expect(SyncState).ToHaveAttributeAsync("data-state", "synced", new() { Timeout = 30_000 });

    /// <summary>Types at the end of the text, key by key.</summary>
    public async Task TypeAtEndAsync(string text)
    {
        await Text.FocusAsync();
        await Page.Keyboard.PressAsync("Control+End");
        await TypeAsync(text);
    }

    /// <summary>The same where others have signed, once the page knows that they have: the first key is asked about.</summary>
    /// <param name="state">Of the text by then.</param>
    public async Task ReviseAtEndAsync(string text, string state)
    {
        await Assertions.Expect(Page.GetByTestId("review-state").First).ToHaveAttributeAsync("data-state", state);
        await TypeAtEndAsync(text[..1]);
        await Page.GetByTestId("revise-go").ClickAsync();
        await ShowsAsync(text[..1]);
        await TypeAsync(text[1..]);
    }

    public async Task TypeAtStartAsync(string text)
    {
        await Text.FocusAsync();
        await Page.Keyboard.PressAsync("Control+Home");
        await TypeAsync(text);
    }

    public async Task TypeAsync(string text)
    {
        foreach (var character in text)
            if (character == '\n')
                await Page.Keyboard.PressAsync("Enter");
            else
                await Page.Keyboard.TypeAsync(character.ToString());
    }

    /// <summary>What the editor shows, line by line.</summary>
    public async Task<string> ShownTextAsync() =>
        string.Join('\n', await Text.Locator(".cm-line").EvaluateAllAsync<string[]>("lines => lines.map(l => l.textContent)"));

    public Task ShowsAsync(string part, int seconds = 20) =>
        Assertions.Expect(Text).ToContainTextAsync(part, new() { Timeout = seconds * 1000 });

    /// <summary>
    /// Waits until the editor shows this text and nothing else: a part of what another person typed may come before the rest.
    /// </summary>
    public async Task ShowsTextAsync(string text)
    {
        try
        {
            await Page.WaitForFunctionAsync(
                """
                text => {
                  const lines = [...document.querySelectorAll('[data-testid=editor] .cm-content .cm-line')]
                  return lines.map(line => line.textContent).join('\n') === text
                }
                """,
                text
            );
        }
        catch (TimeoutException)
        {
            Assert.Equal(text, await ShownTextAsync());
        }
    }

    /// <summary>Waits until the browser's own store has the words: from then on the page may be left without being asked.</summary>
    /// <param name="withText">And the text beside them, which is stored a moment later.</param>
    public Task KeptAsync(string words, bool withText = false) =>
        Page.EvaluateAsync(Kept, new object[] { words, withText }).WaitAsync(TimeSpan.FromSeconds(30));

    private const string Kept = """
        ([words, withText]) => new Promise(done => {
          const inserted = ({ updates }) =>
            updates.flatMap(({ changes }) => changes.flatMap(part => typeof part === 'number' ? [] : part.slice(1))).join('')
          const look = () => {
            const opened = indexedDB.open('authoring-unsent')
            opened.onupgradeneeded = () => opened.transaction.abort() // to make it is the page's
            opened.onerror = () => setTimeout(look)
            opened.onsuccess = () => {
              const tx = opened.result.transaction(['entries', 'texts'])
              const entries = tx.objectStore('entries').getAll(), texts = tx.objectStore('texts').getAll()
              tx.oncomplete = () => {
                opened.result.close()
                const kept = entries.result.filter(entry => inserted(entry).includes(words))
                const stands = ({ tab, version }) => texts.result.some(text => text.tab === tab && text.version === version)
                kept.some(entry => !withText || stands(entry)) ? done() : setTimeout(look)
              }
            }
          }
          look()
        })
        """;

    /// <summary>The numbers and titles of a list, as <c>number|title</c>.</summary>
    public async Task<string[]> ListAsync(string list) =>
        await Page.GetByTestId(list)
            .Locator("li")
            .EvaluateAllAsync<string[]>("items => items.map(i => i.dataset.number + '|' + i.dataset.title)");

    public Task ListsAsync(string list, string number, string title, int seconds = 10) =>
        Assertions
            .Expect(Page.GetByTestId(list).Locator($"li[data-number='{number}'][data-title='{title}']"))
            .ToHaveCountAsync(1, new() { Timeout = seconds * 1000 });

    /// <summary>Closes the page and opens another in the same profile: what the browser keeps is there.</summary>
    public async Task NewPageAsync()
    {
        await Page.CloseAsync();
        Page = await profile.NewPageAsync();
        Listen();
    }

    /// <summary>Closes the profile; one whose browser is gone already (a test killed it) is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await profile.CloseAsync();
        }
        catch (PlaywrightException e) when (e.Message.Contains("has been closed", StringComparison.Ordinal)) { }
    }
}
