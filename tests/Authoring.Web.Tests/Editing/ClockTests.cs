using System.Collections.Concurrent;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Operations;
using Authoring.Web.Storage;
using Authoring.Web.Tests.Review;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// What the server does of itself as time passes, with a clock that the test turns: texts that nobody is at are let go, and at night all
/// are checked.
/// </summary>
public sealed class ClockTests
{
    private const string Document = "small/sections/01-basic";
    private const string Other = "small/sections/02-training";

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 12, 1, 20, 0, 0, TimeSpan.Zero));
    private readonly SaidByServer said = new();

    private Task<RunningWorkspace> StartAsync() =>
        RunningWorkspace.StartAsync(builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.AddProvider(said);
        });

    private static DocumentName Name(string text) =>
        DocumentName.TryParse(text, out var name) ? name : throw new ArgumentException(text, nameof(text));

    private static object Typed(string id, int length) =>
        new
        {
            id,
            clientID = "c",
            changes = new object[] { new object[] { 0, "字" }, length },
        };

    private static async Task<int> PushAsync(HubClient hub, int version, string id, int length) =>
        (await hub.CallAsync("Push", Document, version, new[] { Typed(id, length) })).GetProperty("version").GetInt32();

    /// <summary>Minute by minute, as the server's timers would see it.</summary>
    private void Pass(int minutes)
    {
        for (; minutes > 0; minutes--)
            clock.Advance(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_text_that_nobody_is_at_is_let_go_and_opened_again_unseen()
    {
        await using var workspace = await StartAsync();
        var sessions = workspace.Services.GetRequiredService<Sessions>();
        IEnumerable<string> Kept() => sessions.InMemory.Select(name => name.ToString()).Order(StringComparer.Ordinal);
        await using var stays = await workspace.ConnectAsync("author1");
        await stays.CallAsync("Open", Other);
        await using (var goes = await workspace.ConnectAsync("author2"))
        {
            await goes.CallAsync("Open", Document);
            Assert.Equal(1, await PushAsync(goes, 0, "before", SmallReport.First.Length));
            Pass(minutes: 30);
        }
        // While he was there nothing was let go, however long he did not type.
        Assert.Equal([Document, Other], Kept());
        await Office.UntilAsync(
            () => Task.FromResult(workspace.Services.GetRequiredService<Presence>().IsEmpty(Name(Document))),
            "nobody at the text"
        );

        await Office.UntilAsync(
            () =>
            {
                Pass(minutes: 1);
                return Task.FromResult(Kept().SequenceEqual([Other]));
            },
            "only the text that somebody is at"
        );

        await using var back = await workspace.ConnectAsync("author2");
        var opened = await back.CallAsync("Open", Document);
        Assert.Equal((1, "字" + SmallReport.First), (opened.GetProperty("version").GetInt32(), opened.GetProperty("text").GetString()));
        Assert.Equal(1, await PushAsync(back, 0, "before", SmallReport.First.Length)); // sent again, and known
        Assert.Equal(2, await PushAsync(back, 1, "after", SmallReport.First.Length + 1));
    }

    [Fact]
    public async Task At_three_in_the_night_a_log_at_fault_is_reported()
    {
        await using var workspace = await StartAsync();
        await using (var author = await workspace.ConnectAsync("author1"))
            for (var i = 0; i < 3; i++)
                await PushAsync(author, i, $"u{i}", SmallReport.First.Length + i);
        var database = workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>();
        await using (var db = await database.CreateDbContextAsync())
            await db.Updates.Where(u => u.Version == 2).ExecuteDeleteAsync();

        clock.SetUtcNow(clock.GetUtcNow() + NightlyVerification.UntilNext(clock.GetLocalNow()) - TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(said.Lines, line => line.Level == LogLevel.Critical);
        Pass(minutes: 1);
        await Office.UntilAsync(() => Task.FromResult(said.Lines.Any(line => line.Level == LogLevel.Critical)), "a report of the fault");
        var fault = said.Lines.First(line => line.Level == LogLevel.Critical).Sentence;
        Assert.Contains("01-basic", fault, StringComparison.Ordinal);
        Assert.Contains("version 1", fault, StringComparison.Ordinal);
    }

    /// <summary>What the server wrote to its log.</summary>
    private sealed class SaidByServer : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<(LogLevel Level, string Sentence)> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue((logLevel, formatter(state, exception)));

        public void Dispose() { }
    }
}
