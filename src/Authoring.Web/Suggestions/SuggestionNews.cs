using System.Globalization;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Notices;
using Authoring.Web.Shell;

namespace Authoring.Web.Suggestions;

/// <summary>
/// Tells authors that somebody has decided on their suggestions. Who goes through a text decides on one after another: what he did in a few
/// seconds is one notice.
/// </summary>
internal sealed partial class SuggestionNews : ICommitObserver, IHostedService, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly NoticeService notices;
    private readonly ILogger<SuggestionNews> logger;
    private readonly Lock gate = new();
    private readonly Throttle soon;
    private Dictionary<(int Author, int DocumentId, int By), (DocumentPlace Place, List<string> Reasons)> decided = [];

    public SuggestionNews(NoticeService notices, TimeProvider clock, ILogger<SuggestionNews> logger)
    {
        (this.notices, this.logger) = (notices, logger);
        soon = new Throttle(clock, Pause, TellAsync);
    }

    /// <summary>Raised when a suggestion has begun or ended in a text.</summary>
    public event Action<DocumentPlace>? Changed;

    CommitOrder ICommitObserver.Order => CommitOrder.Suggestions;

    public void Committed(DocumentPlace place, Batch batch)
    {
        var isAny = false;
        foreach (var entry in batch.Entries)
        foreach (var fate in entry.Fates)
        {
            isAny = true;
            if (
                fate is { IsEnd: true, Outcome: not null }
                && int.TryParse(fate.By, NumberStyles.None, CultureInfo.InvariantCulture, out var author)
                && author != entry.PersonId
            )
                Add(author, entry.PersonId, place, fate.Reason);
        }
        if (isAny)
            Changed?.Invoke(place);
    }

    private void Add(int author, int by, DocumentPlace place, string? reason)
    {
        lock (gate)
        {
            var key = (author, place.DocumentId, by);
            if (!decided.TryGetValue(key, out var known))
                decided[key] = known = (place, []);
            if (!string.IsNullOrWhiteSpace(reason) && !known.Reasons.Contains(reason))
                known.Reasons.Add(reason);
        }
        soon.Ask();
    }

    private async Task TellAsync()
    {
        Dictionary<(int Author, int DocumentId, int By), (DocumentPlace Place, List<string> Reasons)> now;
        lock (gate)
            (now, decided) = (decided, []);
        foreach (var ((author, document, by), (place, reasons)) in now)
        {
            try
            {
                await notices.TellAsync(
                    [author],
                    new News(NoticeKind.Suggestion, place.ReportId, document, by, reasons.Count == 0 ? null : string.Join('\n', reasons))
                );
            }
            catch (Exception e)
            {
                Log.NotTold(logger, author, document, e);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What was decided in the last seconds before a stop is told, too.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => TellAsync();

    public void Dispose() => soon.Dispose();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Person {Author} was not told what became of his suggestions in text {DocumentId}")]
        public static partial void NotTold(ILogger logger, int author, int documentId, Exception exception);
    }
}
