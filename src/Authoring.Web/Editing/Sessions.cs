using System.Collections.Concurrent;
using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Editing;

/// <summary>
/// Finds the one <see cref="DocumentSession"/> of each text, opens it when it is first asked for, and empties idle ones. A session
/// itself is small and stays: two of them for one text would each promise the same versions.
/// </summary>
internal sealed class Sessions(
    IDbContextFactory<AuthoringDb> database,
    EditLog log,
    Broadcast broadcast,
    Presence presence,
    IOptions<EditingLimits> limits,
    TimeProvider clock
) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<DocumentName, DocumentPlace> places = new();
    private readonly ConcurrentDictionary<int, (DocumentPlace Place, DocumentSession Session)> sessions = new();

    /// <summary>Where a text is, or nothing when there is no such text.</summary>
    public async ValueTask<DocumentPlace?> FindAsync(DocumentName name, CancellationToken cancellation = default)
    {
        if (places.TryGetValue(name, out var known))
            return known;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var found = await db
            .Documents.AsNoTracking()
            .Where(d => d.Report!.Slug == name.Slug && d.Kind == name.Kind && d.Key == name.Key)
            .Select(d => new
            {
                d.Id,
                d.ReportId,
                d.Path,
            })
            .FirstOrDefaultAsync(cancellation);
        return found is null ? null : places.GetOrAdd(name, new DocumentPlace(found.Id, found.ReportId, name, found.Path));
    }

    public DocumentSession Of(DocumentPlace place) => sessions.GetOrAdd(place.DocumentId, _ => (place, Create(place))).Session;

    /// <summary>The texts that are kept in memory now.</summary>
    public IEnumerable<DocumentName> InMemory => sessions.Values.Where(s => s.Session.IsInMemory).Select(s => s.Place.Name);

    private DocumentSession Create(DocumentPlace place)
    {
        var batcher = new CommitBatcher(log, () => CommitBatcher.IntervalFor(presence.Connections(place.Name)), clock);
        return new DocumentSession(place.DocumentId, log, batcher, limits.Value, clock, (_, batch) => broadcast.Committed(place, batch));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                LetGo();
        }
        catch (OperationCanceledException)
        {
            // The server stops; the database has everything.
        }
    }

    private void LetGo()
    {
        foreach (var (place, session) in sessions.Values)
            if (presence.IsEmpty(place.Name) && clock.GetElapsedTime(session.LastUsed) > Idle)
                session.Forget();
    }
}
