using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Comments;

/// <summary>Tells the pages of a text where threads are that did not only move along with its updates.</summary>
internal sealed partial class CommentNews(IDbContextFactory<AuthoringDb> database, IHubContext hub, ILogger<CommentNews> logger)
{
    public async Task CameBackAsync(DocumentPlace place, IReadOnlyList<int> threads, int version, IReadOnlyDictionary<int, Anchor> places)
    {
        try
        {
            await using var db = await database.CreateDbContextAsync();
            var pages = hub.Clients.Group(Broadcast.Group(place.Name));
            var counts = await db
                .CommentEntries.Where(e => threads.Contains(e.ThreadId))
                .GroupBy(e => e.ThreadId)
                .Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count);
            foreach (var thread in await CommentService.Heads(db).Where(t => threads.Contains(t.Id)).ToListAsync())
                await pages.SendAsync(
                    "Commented",
                    place.Name.ToString(),
                    CommentView.Of(thread, version, places[thread.Id], [], counts.GetValueOrDefault(thread.Id))
                );
        }
        catch (Exception e)
        {
            // Who opens the text anew sees it; nothing was lost.
            Log.NotTold(logger, place.Name.ToString(), e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The pages of {Document} were not told where comments have come back")]
        public static partial void NotTold(ILogger logger, string document, Exception exception);
    }
}
