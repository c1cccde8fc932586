using System.Diagnostics;
using System.Runtime.CompilerServices;
using Authoring.Web.Board;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Board;

/// <summary>A city's report has a hundred texts and more: its board asks the database as often as one of three.</summary>
public sealed class LargeBoardTests
{
    private const int Texts = 120;

    [Fact]
    public async Task A_board_asks_the_database_no_oftener_for_many_texts_than_for_few()
    {
        using var folder = new TemporaryFolder();
        LargeReport.Write(folder.Path, Texts);
        await using var workspace = await RunningWorkspace.StartAsync();
        var few = await AskedAsync(workspace, "small");
        await using var large = await RunningWorkspace.StartAsync(("Authoring:Seed", folder.Path));
        var many = await AskedAsync(large, "large");
        Assert.Equal((3, Texts), (few.Count, many.Count));
        Assert.Equal(few.Asked, many.Asked);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Texts} texts: {many.Asked} questions, {many.Took.TotalMilliseconds:F1} ms");
        Assert.True(many.Took < TimeSpan.FromSeconds(1), $"It took {many.Took}.");
    }

    private static async Task<(int Count, int Asked, TimeSpan Took)> AskedAsync(RunningWorkspace workspace, string slug)
    {
        var report = (await workspace.Services.GetRequiredService<LiveReports>().FindAsync(slug))!;
        var (service, caller, compilation) = (
            workspace.Services.GetRequiredService<BoardService>(),
            await workspace.PersonAsync("editor"),
            await report.CurrentAsync()
        );
        // Once to have everything compiled, then as those see it who look on.
        await service.ReadAsync(caller, report, compilation);
        using var questions = new ConfirmDialogs();
        var took = TimeSpan.MaxValue;
        var count = 0;
        for (var i = 0; i < 5; i++)
        {
            workspace.Services.GetRequiredService<Rights>().Forget();
            var began = Stopwatch.GetTimestamp();
            count = (await service.ReadAsync(caller, report, compilation))!.Count;
            var one = Stopwatch.GetElapsedTime(began);
            took = one < took ? one : took;
        }
        return (count, questions.Count / 5, took);
    }

    /// <summary>What this test asks the database: whatever runs beside it flows elsewhere.</summary>
    private sealed class ConfirmDialogs : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private static readonly AsyncLocal<StrongBox<int>?> Asked = new();

        private readonly List<IDisposable> subscriptions = [];

        public ConfirmDialogs()
        {
            Asked.Value = new StrongBox<int>();
            subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public int Count => Asked.Value!.Value;

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore")
                lock (subscriptions)
                    subscriptions.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting" && Asked.Value is { } asked)
                Interlocked.Increment(ref asked.Value);
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose()
        {
            foreach (var subscription in subscriptions)
                subscription.Dispose();
            Asked.Value = null;
        }
    }
}
