using System.Text.Json;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Authoring.Web.Editing;

/// <summary>
/// The door of the editing protocol. It forwards; what a call does stands in <see cref="EditingService"/>.
/// Calls: Open, Push, Pull, Point, Compare, Differ, Close. Events: Updated, Pointed, People. What the pages of the workspace ask and are
/// told beyond that stands in the class that adds it.
/// </summary>
[Authorize]
internal abstract class EditingHub(EditingService service, Presence presence, Broadcast broadcast, PersonDirectory people) : Hub
{
    /// <summary>For the calls that are added to these.</summary>
    protected EditingService Service { get; } = service;
    protected Presence Here { get; } = presence;

    public async Task<Opened> Open(JsonElement document)
    {
        var place = await Service.FindForReadingAsync(Context.User!, MessageReader.Document(document));
        var person = await people.ParticipantAsync(Context.User!.PersonId());
        var isNew = Here.Join(place.Name, Context.ConnectionId, person, Service.Limits);
        // First the events, then the text: what is committed in between arrives twice and is known by its version.
        await Groups.AddToGroupAsync(Context.ConnectionId, Broadcast.Group(place.Name));
        // Whose right was taken away meanwhile was not among those who were cut off.
        if (!await Service.MayStillReadAsync(Context.User!, place))
        {
            await Close(document);
            throw Refusal.NotAllowed("you may not read this report");
        }
        var opened = await Service.OpenAsync(Context.User!, place);
        if (isNew)
            await broadcast.TellPeopleAsync(place.Name);
        return opened;
    }

    // Keystroke 4: the update comes to the server; the hub only forwards it.
    public Task<Pushed> Push(JsonElement document, JsonElement version, JsonElement updates) =>
        Service.PushAsync(Context.User!, document, version, updates);

    public Task<Pulled> Pull(JsonElement document, JsonElement version) => Service.PullAsync(Context.User!, document, version);

    /// <summary>Is the page's text at this version the server's?</summary>
    public Task<Compared> Compare(JsonElement document, JsonElement version, JsonElement fingerprint) =>
        Service.CompareAsync(Context.User!, document, version, fingerprint);

    /// <summary>It was not: here is what the page had.</summary>
    public Task Differ(JsonElement document, JsonElement version, JsonElement text) =>
        Service.DifferAsync(Context.User!, document, version, text);

    public async Task Point(JsonElement document, JsonElement clientID, JsonElement version, JsonElement anchor, JsonElement head)
    {
        var (name, client, at, from, to) = await Service.PointAsync(Context.User!, document, clientID, version, anchor, head);
        await Clients
            .OthersInGroup(Broadcast.Group(name))
            .SendAsync("Pointed", name.ToString(), PersonIds.Write(Context.User!.PersonId()), client, at, from, to);
    }

    public async Task Close(JsonElement document)
    {
        var name = MessageReader.Document(document);
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, Broadcast.Group(name));
        if (Here.Leave(name, Context.ConnectionId))
            await broadcast.TellPeopleAsync(name);
    }

    /// <summary>Where <see cref="ForgivingJsonProtocol"/> sends calls whose shape fits no method.</summary>
    public Task Refuse(string sentence) => throw Refusal.BadMessage(sentence);

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var name in Here.Forget(Context.ConnectionId))
            if (Here.Leave(name, Context.ConnectionId))
                await broadcast.TellPeopleAsync(name);
        await base.OnDisconnectedAsync(exception);
    }
}
