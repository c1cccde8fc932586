using System.Text.Json;
using Authoring.Web.People;
using Authoring.Web.Reports;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Authoring.Web.Editing;

/// <summary>
/// The door of the editing protocol. It forwards; what a call does stands in <see cref="EditingDesk"/>.
/// Calls: Open, Push, Pull, Point, Close; Follow and Unfollow for the report's lists.
/// Events: Updated, Pointed, People; Compiled for those who follow.
/// </summary>
[Authorize]
internal sealed class EditingHub(EditingDesk desk, Audience audience, LiveReports reports, PersonDirectory people) : Hub
{
    public async Task<Opened> Open(JsonElement document)
    {
        var place = await desk.FindForReadingAsync(Context.User!, MessageReader.Document(document));
        desk.CheckRoom(Context.ConnectionId, place.Name);
        var person = await people.ParticipantAsync(Context.User!.PersonId());
        // First the events, then the text: what is committed in between arrives twice and is known by its version.
        await Groups.AddToGroupAsync(Context.ConnectionId, Broadcast.Group(place.Name));
        var isNew = audience.Join(place.Name, Context.ConnectionId, person);
        var opened = await desk.OpenAsync(place);
        if (isNew) await TellPeopleAsync(place.Name);
        return opened;
    }

    public Task<Pushed> Push(JsonElement document, JsonElement version, JsonElement updates) =>
        desk.PushAsync(Context.User!, document, version, updates);

    public Task<Pulled> Pull(JsonElement document, JsonElement version) => desk.PullAsync(Context.User!, document, version);

    public async Task Point(JsonElement document, JsonElement clientID, JsonElement version, JsonElement anchor, JsonElement head)
    {
        var (name, client, at, from, to) = await desk.PointAsync(Context.User!, document, clientID, version, anchor, head);
        await Clients.OthersInGroup(Broadcast.Group(name))
            .SendAsync("Pointed", name.ToString(), WireUpdate.PersonId(Context.User!.PersonId()), client, at, from, to);
    }

    public async Task Close(JsonElement document)
    {
        var name = MessageReader.Document(document);
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, Broadcast.Group(name));
        if (audience.Leave(name, Context.ConnectionId)) await TellPeopleAsync(name);
    }

    /// <summary>From now on this connection is told when a report's numbers and lists have changed; returns the state they have.</summary>
    public async Task<string> Follow(JsonElement slug)
    {
        var report = await reports.FindForReadingAsync(Context.User!, MessageReader.Slug(slug));
        if (report is null) throw Refusal.NotFound("there is no such report, or you may not read it");
        await Groups.AddToGroupAsync(Context.ConnectionId, Broadcast.Group(report.Slug));
        return (await report.CurrentAsync()).Stamp;
    }

    public Task Unfollow(JsonElement slug) =>
        Groups.RemoveFromGroupAsync(Context.ConnectionId, Broadcast.Group(MessageReader.Slug(slug)));

    /// <summary>Where <see cref="ForgivingJsonProtocol"/> sends calls whose shape fits no method.</summary>
    public Task Refuse(string sentence) => throw Refusal.BadMessage(sentence);

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var name in audience.Forget(Context.ConnectionId))
            if (audience.Leave(name, Context.ConnectionId)) await TellPeopleAsync(name);
        await base.OnDisconnectedAsync(exception);
    }

    private Task TellPeopleAsync(DocumentName name) =>
        Clients.Group(Broadcast.Group(name)).SendAsync("People", name.ToString(), audience.People(name));
}
