using System.Text.Json;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Authoring.Web.Writing;

/// <summary>Who has a text open.</summary>
internal sealed record Whereabout(string Document, IReadOnlyList<Participant> People);

/// <summary>
/// The door of the editing protocol with what the pages of the workspace ask beside it. Calls: Follow and Unfollow for a report's lists;
/// Whereabouts for who is in which of its texts; Act, ActOnAll and Revise for its review; Comments, Comment, Reply, Amend, Handle, Assign;
/// Waiting for the numbers above the page. Events: Compiled, Reviewed and Moved for those who follow; Commented; Noticed for whom something
/// concerns.
/// </summary>
[Authorize]
internal sealed partial class WorkspaceHub(
    EditingService service,
    Presence presence,
    Broadcast broadcast,
    LiveReports reports,
    PersonDirectory people,
    AccountStatuses statuses
) : EditingHub(service, presence, broadcast, people)
{
    /// <summary>From now on this connection is told when a report's numbers and lists have changed; returns the state they have.</summary>
    public async Task<string> Follow(JsonElement slug)
    {
        var report = await reports.FindForReadingAsync(Context.User!, MessageReader.Slug(slug));
        if (report is null)
            throw Refusal.NotFound("there is no such report, or you may not read it");
        await Groups.AddToGroupAsync(Context.ConnectionId, Broadcast.Group(report.Slug));
        return (await report.CurrentAsync()).Stamp;
    }

    /// <summary>
    /// Who is in which text of a report now. Whoever follows it hears of each change as <c>Moved(slug, document, people)</c>.
    /// </summary>
    public async Task<IReadOnlyList<Whereabout>> Whereabouts(JsonElement slug)
    {
        if (await reports.FindForReadingAsync(Context.User!, MessageReader.Slug(slug)) is not { } report)
            throw Refusal.NotFound("there is no such report, or you may not read it");
        return [.. Here.In(report.Slug).Select(text => new Whereabout(text.Text.ToString(), text.People))];
    }

    public Task Unfollow(JsonElement slug) => Groups.RemoveFromGroupAsync(Context.ConnectionId, Broadcast.Group(MessageReader.Slug(slug)));
}
