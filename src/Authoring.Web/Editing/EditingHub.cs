using System.Text.Json;
using Authoring.Web.People;
using Authoring.Web.Reports;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Authoring.Web.Editing;

/// <summary>
/// The door of the editing protocol. It forwards; what a call does stands in <see cref="EditingDesk"/>.
/// Calls: Open, Push, Pull, Point, Compare, Differ, Close; Follow and Unfollow for the report's lists; Act and Revise for its review;
/// Waiting for the numbers above the page.
/// Events: Updated, Pointed, People; Compiled and Reviewed for those who follow; Noticed for whom something concerns.
/// </summary>
[Authorize]
internal sealed partial class EditingHub(
    EditingDesk desk,
    Audience audience,
    Broadcast broadcast,
    LiveReports reports,
    PersonDirectory people,
    Standings standings
) : Hub
{
    public async Task<Opened> Open(JsonElement document)
    {
        var place = await desk.FindForReadingAsync(Context.User!, MessageReader.Document(document));
        var person = await people.ParticipantAsync(Context.User!.PersonId());
        var isNew = audience.Join(place.Name, Context.ConnectionId, person, desk.Limits);
        // First the events, then the text: what is committed in between arrives twice and is known by its version.
        await Groups.AddToGroupAsync(Context.ConnectionId, Broadcast.Group(place.Name));
        // Whose right was taken away meanwhile was not among those who were cut off.
        if (!await desk.MayStillReadAsync(Context.User!, place))
        {
            await Close(document);
            throw Refusal.NotAllowed("you may not read this report");
        }
        var opened = await desk.OpenAsync(Context.User!, place);
        if (isNew)
            await broadcast.TellPeopleAsync(place.Name);
        return opened;
    }

    public Task<Pushed> Push(JsonElement document, JsonElement version, JsonElement updates) =>
        desk.PushAsync(Context.User!, document, version, updates);

    public Task<Pulled> Pull(JsonElement document, JsonElement version) => desk.PullAsync(Context.User!, document, version);

    /// <summary>Is the page's text at this version the server's?</summary>
    public Task<Compared> Compare(JsonElement document, JsonElement version, JsonElement fingerprint) =>
        desk.CompareAsync(Context.User!, document, version, fingerprint);

    /// <summary>It was not: here is what the page had.</summary>
    public Task Differ(JsonElement document, JsonElement version, JsonElement text) =>
        desk.DifferAsync(Context.User!, document, version, text);

    public async Task Point(JsonElement document, JsonElement clientID, JsonElement version, JsonElement anchor, JsonElement head)
    {
        var (name, client, at, from, to) = await desk.PointAsync(Context.User!, document, clientID, version, anchor, head);
        await Clients
            .OthersInGroup(Broadcast.Group(name))
            .SendAsync("Pointed", name.ToString(), WireUpdate.PersonId(Context.User!.PersonId()), client, at, from, to);
    }

    public async Task Close(JsonElement document)
    {
        var name = MessageReader.Document(document);
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, Broadcast.Group(name));
        if (audience.Leave(name, Context.ConnectionId))
            await broadcast.TellPeopleAsync(name);
    }

    /// <summary>From now on this connection is told when a report's numbers and lists have changed; returns the state they have.</summary>
    public async Task<string> Follow(JsonElement slug)
    {
        var report = await reports.FindForReadingAsync(Context.User!, MessageReader.Slug(slug));
        if (report is null)
            throw Refusal.NotFound("there is no such report, or you may not read it");
        await Groups.AddToGroupAsync(Context.ConnectionId, Broadcast.Group(report.Slug));
        return (await report.CurrentAsync()).Stamp;
    }

    public Task Unfollow(JsonElement slug) => Groups.RemoveFromGroupAsync(Context.ConnectionId, Broadcast.Group(MessageReader.Slug(slug)));

    /// <summary>Where <see cref="ForgivingJsonProtocol"/> sends calls whose shape fits no method.</summary>
    public Task Refuse(string sentence) => throw Refusal.BadMessage(sentence);

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var name in audience.Forget(Context.ConnectionId))
            if (audience.Leave(name, Context.ConnectionId))
                await broadcast.TellPeopleAsync(name);
        await base.OnDisconnectedAsync(exception);
    }
}
