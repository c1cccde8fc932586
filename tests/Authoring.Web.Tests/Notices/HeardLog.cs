using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Authoring.Web.Tests.Notices;

/// <summary>Everything that a workspace logs, exceptions with all they say.</summary>
internal sealed class HeardLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) => new Ear(lines);

    public void Dispose() { }

    private sealed class Ear(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> say) =>
            lines.Enqueue($"{say(state, exception)} {exception}");
    }
}
