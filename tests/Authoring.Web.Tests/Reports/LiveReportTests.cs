using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Authoring.Compile;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authoring.Web.Tests.Reports;

/// <summary>Numbers follow what people type, and a report that takes long to compile does not take the server from the others.</summary>
public sealed class LiveReportTests
{
    private const string Path = "sections/01.md",
        Definition = "title: 报告\nbody: [sections/01.md]\n";

    private readonly StandingClock clock = new();
    private int version;

    private LiveReport Start(TimeSpan compileTime)
    {
        var shape = new ReportShape(
            Definition,
            ReportDefinition.Parse(Definition, "small"),
            new Dictionary<string, DocumentName> { [Path] = new("small", DocumentKind.Section, "01") }
        );
        var report = new LiveReport(1, "small", shape, new SlowPictures(clock, compileTime), clock, NullLogger.Instance, _ => { });
        Type(report);
        report.Start();
        return report;
    }

    private void Type(LiveReport report) =>
        report.TextChanged(Path, ++version, TrackedText.Plain(Rope.From($"# 标题 {version}\n\n![图](../images/a.png)\n")));

    /// <summary>How long the report waits after a key, and what ends the waiting: it returns when the report is compiled.</summary>
    private async Task<TimeSpan> PauseAsync(LiveReport report)
    {
        var compiled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Done(Compilation compilation) => compiled.TrySetResult();
        report.Compiled += Done;
        Type(report);
        var (due, end) = await clock.NextTimerAsync();
        end();
        await compiled.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        report.Compiled -= Done;
        return due;
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(50, 500)]
    [InlineData(900, 2_000)]
    public async Task The_pause_grows_with_what_a_compilation_takes(int compileTime, int pause)
    {
        var report = Start(TimeSpan.FromMilliseconds(compileTime));
        Assert.Equal(TimeSpan.FromMilliseconds(100), await PauseAsync(report));
        Assert.Equal(TimeSpan.FromMilliseconds(pause), await PauseAsync(report));
        Assert.Equal(TimeSpan.FromMilliseconds(pause), await PauseAsync(report));
    }

    [Fact]
    public async Task Who_types_after_a_rest_does_not_wait_for_it_again()
    {
        var report = Start(TimeSpan.FromMilliseconds(900));
        await PauseAsync(report);
        clock.Pass(TimeSpan.FromMilliseconds(1_500));
        Assert.Equal(TimeSpan.FromMilliseconds(500), await PauseAsync(report));
        clock.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromMilliseconds(100), await PauseAsync(report));
    }

    [Fact]
    public async Task Who_asks_for_what_is_compiled_already_gets_it()
    {
        var report = Start(TimeSpan.FromMilliseconds(1));
        var first = await report.CompileNowAsync();
        Assert.Same(first, await report.CompileNowAsync());
        Type(report);
        var second = await report.CompileNowAsync();
        Assert.NotSame(first, second);
        Assert.Equal($"标题 {version}", second.Report.Outline.Single().Title);
    }

    [Fact]
    public async Task What_somebody_compiled_for_himself_is_told_to_everybody_too()
    {
        var report = Start(TimeSpan.FromMilliseconds(1));
        var told = Channel.CreateUnbounded<string>();
        var isFirst = true;
        report.Compiled += compilation =>
        {
            // While the others are told of one change, somebody types, and somebody else asks for what is there now.
            if (isFirst)
            {
                isFirst = false;
                Type(report);
                Assert.True(report.CompileNowAsync().IsCompleted);
            }
            told.Writer.TryWrite(compilation.Report.Outline.Single().Title);
        };
        Type(report);
        for (var expected = version; expected <= 3; expected++)
        {
            (await clock.NextTimerAsync()).End();
            Assert.Equal(
                $"标题 {expected}",
                await told
                    .Reader.ReadAsync(TestContext.Current.CancellationToken)
                    .AsTask()
                    .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)
            );
        }
    }

    /// <summary>Goes on when it is told to.</summary>
    private sealed class StandingClock : TimeProvider
    {
        private readonly Channel<(TimeSpan Due, Action End)> timers = Channel.CreateUnbounded<(TimeSpan, Action)>();
        private long now;

        public void Pass(TimeSpan time) => Interlocked.Add(ref now, time.Ticks);

        public async Task<(TimeSpan Due, Action End)> NextTimerAsync() =>
            await timers.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            timers.Writer.TryWrite((dueTime, () => callback(state)));
            return new NoTimer();
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => default;
        }
    }

    /// <summary>
    /// A look at the picture takes a time, and so does each compilation. One that may be meant instead is looked for under other names,
    /// which takes none.
    /// </summary>
    private sealed class SlowPictures(StandingClock clock, TimeSpan time) : IReadOnlyDictionary<string, PictureInfo>
    {
        public bool TryGetValue(string key, [MaybeNullWhen(false)] out PictureInfo value)
        {
            if (key == "images/a.png")
                clock.Pass(time);
            value = null;
            return false;
        }

        public PictureInfo this[string key] => throw new KeyNotFoundException(key);

        public bool ContainsKey(string key) => false;

        public IEnumerable<string> Keys => [];
        public IEnumerable<PictureInfo> Values => [];
        public int Count => 0;

        public IEnumerator<KeyValuePair<string, PictureInfo>> GetEnumerator() =>
            Enumerable.Empty<KeyValuePair<string, PictureInfo>>().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
