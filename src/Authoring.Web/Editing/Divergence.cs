using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>A page had another text than the server at the same version: what is needed to find out why, as the log has the rest.</summary>
internal sealed class Divergence
{
    public int Id { get; set; }
    public int DocumentId { get; set; }
    public int Version { get; set; }
    public int PersonId { get; set; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long At { get; set; }

    /// <summary>The page's text at <see cref="Version"/>; the server's is the replay of the log.</summary>
    public required string Text { get; set; }
}

/// <summary>Compares what pages hold with what the server holds, and keeps what differs.</summary>
internal sealed partial class Divergences(IDbContextFactory<AuthoringDb> database, TimeProvider clock, ILogger<Divergences> logger)
{
    /// <summary>
    /// More of one text say nothing new. Each person has so many: what one makes up leaves room for what another's page had.
    /// </summary>
    private const int MostOfATextAndPerson = 20;

    /// <summary>
    /// Whether a page's text is the server's; with the server's when it is not, and with no answer when the page is at another version.
    /// </summary>
    public static async Task<Compared> CompareAsync(DocumentSession session, int version, string fingerprint)
    {
        var (current, text) = await session.ReadAsync();
        if (current != version)
            return new Compared(null, null);
        var isSame = Fingerprint.Of(text) == fingerprint;
        return isSame ? new Compared(isSame, null) : new Compared(isSame, text.Text.ToString(), text.Marks);
    }

    public async Task KeepAsync(DocumentPlace place, int personId, int version, string text)
    {
        await using var db = await database.CreateDbContextAsync();
        var own = db.Divergences.Where(d => d.DocumentId == place.DocumentId && d.PersonId == personId);
        if (await own.CountAsync() >= MostOfATextAndPerson)
            return;
        db.Divergences.Add(
            new Divergence
            {
                DocumentId = place.DocumentId,
                Version = version,
                PersonId = personId,
                At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                Text = text,
            }
        );
        await db.SaveChangesAsync();
        Log.Diverged(logger, place.Name.ToString(), version, personId);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Critical,
            "A page of {Document} had another text than the server at version {Version} (person {Person}); it is kept in Divergences"
        )]
        public static partial void Diverged(ILogger logger, string document, int version, int person);
    }
}
