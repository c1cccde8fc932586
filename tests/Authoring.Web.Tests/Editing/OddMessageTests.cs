using System.Text.Json;
using Authoring.Web.Editing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authoring.Web.Tests.Editing;

/// <summary>Whatever a client sends, its answer has a code of the contract, and nobody else notices.</summary>
public sealed class OddMessageTests(OddMessageTests.OneWorkspace one) : IClassFixture<OddMessageTests.OneWorkspace>
{
    private const string Document = "small/sections/01-basic";

    /// <summary>One server for all these tests: none of them changes its texts.</summary>
    public sealed class OneWorkspace : IAsyncLifetime
    {
        private string cookie = "";

        internal RunningWorkspace Workspace { get; private set; } = null!;

        internal Task<HubClient> ConnectAsync() => HubClient.ConnectAsync(Workspace.Address, cookie);

        public async ValueTask InitializeAsync()
        {
            Workspace = await RunningWorkspace.StartAsync();
            cookie = await Workspace.SignInAsync("author1");
        }

        public ValueTask DisposeAsync() => Workspace.DisposeAsync();
    }

    private static async Task<string?> RefusedAsync(Task<JsonElement> call) => (await Assert.ThrowsAsync<HubError>(() => call)).Code;

    [Theory]
    [InlineData("Follow", """["\ud800"]""")]
    [InlineData("Follow", "[5]")]
    [InlineData("Unfollow", """["\ud800"]""")]
    [InlineData("Unfollow", "[{}]")]
    [InlineData("Push", """["small/sections/01-basic",0,[{"\ud800\u0000":1,"id":"a","clientID":"c"}]]""")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa😀😀", "[]")] // a name that is cut, in the middle of a pair
    public async Task A_wrong_shape_is_a_bad_message(string method, string arguments)
    {
        await using var author = await one.ConnectAsync();
        Assert.Equal("bad-message", await RefusedAsync(author.CallRawAsync(method, arguments)));
    }

    [Fact]
    public async Task A_call_for_a_stream_is_a_bad_message()
    {
        await using var author = await one.ConnectAsync();
        Assert.Equal("bad-message", await RefusedAsync(author.CallRawAsync("Open", $"""["{Document}"]""", type: 4)));
        Assert.Equal("bad-message", await RefusedAsync(author.CallRawAsync("Open", $"""["{Document}"],"streamIds":["1"]""")));
    }

    [Fact]
    public async Task A_cursor_at_a_version_that_is_not_there_is_a_bad_version_and_nobody_hears_of_it()
    {
        await using var author = await one.ConnectAsync();
        await using var other = await one.Workspace.ConnectAsync("author2");
        var pointed = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        other.Event += (name, arguments) =>
        {
            if (name == "Pointed")
                pointed.TrySetResult(arguments[5].GetInt32());
        };
        await other.CallAsync("Open", Document);
        Assert.Equal("bad-version", await RefusedAsync(author.CallAsync("Point", Document, "c", 1, 3, 3)));
        await author.CallAsync("Point", Document, "c", 0, 5, 5);
        Assert.Equal(5, await pointed.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("""{"type":1,"invocationId":"1","target":"Pull","arguments":5}""")]
    [InlineData("""{"type":1,"invocationId":"1","target":"\ud800","arguments":[]}""")]
    [InlineData(
        """{"type":1,"invocationId":"1","target":"Push","arguments":["small/sections/01-basic",0,"""
            + "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            + "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}"
    )]
    public async Task What_is_no_message_at_all_closes_only_its_senders_connection(string message)
    {
        await using var author = await one.ConnectAsync();
        await using var other = await one.ConnectAsync();
        await other.SendTextAsync(message);
        await other.Closed.WaitAsync(TimeSpan.FromSeconds(10));
        await author.CallAsync("Pull", Document, 0);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_with_a_code()
    {
        var filter = new RefusalFilter(NullLogger<RefusalFilter>.Instance);
        var call = new HubInvocationContext(null!, null!, null!, typeof(EditingHub).GetMethod(nameof(EditingHub.Pull))!, []);
        var error = await Assert.ThrowsAsync<HubException>(async () =>
            await filter.InvokeMethodAsync(call, _ => throw new SqliteException("database is locked", 5))
        );
        Assert.StartsWith("not-saved: ", error.Message, StringComparison.Ordinal);
    }
}
