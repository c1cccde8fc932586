namespace Authoring.Web.Tests.Editing;

/// <summary>
/// One person has so many windows, of a text and in all: what is beyond it is refused to him, and nobody else is locked out.
/// </summary>
public sealed class ConnectionLimitTests
{
    private const string First = "small/sections/01-basic",
        Second = "small/sections/02-training";

    [Fact]
    public async Task One_persons_windows_do_not_fill_a_text()
    {
        await using var workspace = await RunningWorkspace.StartAsync(
            ("Editing:ConnectionsPerText", "4"),
            ("Editing:ConnectionsPerPersonAndText", "3")
        );
        var cookie = await workspace.SignInAsync("school-reviewer");
        var windows = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => HubClient.ConnectAsync(workspace.Address, cookie)));
        foreach (var window in windows[..3])
            await window.CallAsync("Open", First);
        var refused = await Assert.ThrowsAsync<HubError>(() => windows[3].CallAsync("Open", First));
        Assert.Equal("too-large", refused.Code);
        Assert.Contains("3", refused.Message, StringComparison.Ordinal);
        await windows[3].CallAsync("Open", Second);
        await windows[0].CallAsync("Open", First); // has it already
        await using var writer = await workspace.ConnectAsync("author1");
        await writer.CallAsync("Open", First);
        await windows[0].CallAsync("Close", First);
        await windows[3].CallAsync("Open", First);
        foreach (var window in windows)
            await window.DisposeAsync();
    }

    [Fact]
    public async Task Windows_that_open_at_the_same_moment_are_counted_too()
    {
        await using var workspace = await RunningWorkspace.StartAsync(("Editing:ConnectionsPerPersonAndText", "5"));
        var cookie = await workspace.SignInAsync("school-reviewer");
        var windows = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => HubClient.ConnectAsync(workspace.Address, cookie)));
        var opened = await Task.WhenAll(
            windows.Select(async window => await Record.ExceptionAsync(() => window.CallAsync("Open", First)) is null)
        );
        Assert.Equal(5, opened.Count(isOpen => isOpen));
        foreach (var window in windows)
            await window.DisposeAsync();
    }

    [Fact]
    public async Task One_person_has_so_many_connections_in_all_and_another_one_when_he_has_left_one()
    {
        await using var workspace = await RunningWorkspace.StartAsync(("Editing:ConnectionsPerPerson", "3"));
        var cookie = await workspace.SignInAsync("school-reviewer");
        var windows = new List<HubClient>();
        for (var i = 0; i < 3; i++)
            windows.Add(await HubClient.ConnectAsync(workspace.Address, cookie));
        foreach (var window in windows)
            await window.CallAsync("Open", First);
        await using (var beyond = await HubClient.ConnectAsync(workspace.Address, cookie))
            foreach (var (call, arguments) in new (string, object[])[] { ("Open", [First]), ("Pull", [First, 0]), ("Follow", ["small"]) })
                Assert.Equal("too-large", (await Assert.ThrowsAsync<HubError>(() => beyond.CallAsync(call, arguments))).Code);
        await using var writer = await workspace.ConnectAsync("author1");
        await writer.CallAsync("Open", First);
        await windows[0].DisposeAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            await using var again = await HubClient.ConnectAsync(workspace.Address, cookie);
            if (await Record.ExceptionAsync(() => again.CallAsync("Open", First)) is null)
                break;
        }
        foreach (var window in windows[1..])
            await window.DisposeAsync();
    }

    [Fact]
    public async Task Connections_far_beyond_the_limit_are_closed()
    {
        await using var workspace = await RunningWorkspace.StartAsync(("Editing:ConnectionsPerPerson", "2"));
        var cookie = await workspace.SignInAsync("school-reviewer");
        var windows = new List<HubClient>();
        for (var i = 0; i < 6; i++)
            windows.Add(await HubClient.ConnectAsync(workspace.Address, cookie));
        await Task.WhenAny(windows.Select(window => window.Closed))
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        // The server need not have taken them in the order in which they were opened: it is enough that one works.
        var opened = await Task.WhenAll(windows.Select(window => Record.ExceptionAsync(() => window.CallAsync("Open", First)).AsTask()));
        Assert.Contains(null, opened);
        foreach (var window in windows)
            await window.DisposeAsync();
    }
}
