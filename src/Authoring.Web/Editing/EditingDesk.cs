using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Text.Json;
using System.Threading.RateLimiting;
using Authoring.Web.People;
using Authoring.Web.Reports;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Editing;

/// <summary>What the hub's calls do: read the message, check the right, hand it to the text's session.</summary>
internal sealed class EditingDesk : IDisposable
{
    /// <summary>A page compares twice a minute; each time the whole text is read, and sent when it differs.</summary>
    private const int ComparingWeighs = 20;

    private readonly Sessions sessions;
    private readonly Rights rights;
    private readonly Audience audience;
    private readonly ClientOwners owners;
    private readonly Divergences divergences;
    private readonly EditingLimits limits;
    private readonly MessageReader reader;
    private readonly PartitionedRateLimiter<int> pace;

    public EditingDesk(Sessions sessions, Rights rights, Audience audience, ClientOwners owners, Divergences divergences, IOptions<EditingLimits> limits)
    {
        (this.sessions, this.rights, this.audience, this.owners, this.divergences, this.limits) = (sessions, rights, audience, owners, divergences, limits.Value);
        reader = new MessageReader(this.limits);
        pace = PartitionedRateLimiter.Create<int, int>(person => RateLimitPartition.GetTokenBucketLimiter(person, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = this.limits.UpdatesAtOnce,
            TokensPerPeriod = Math.Max(1, this.limits.UpdatesPerSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
            QueueLimit = 0,
        }));
    }

    public async Task<DocumentPlace> FindForReadingAsync(ClaimsPrincipal caller, DocumentName name)
    {
        var place = await sessions.FindAsync(name) ?? throw Refusal.NotFound($"there is no text {name}");
        if (await rights.OfAsync(caller, place.ReportId) == Access.None) throw Refusal.NotAllowed("you may not read this report");
        return place;
    }

    public async Task<bool> MayStillReadAsync(ClaimsPrincipal caller, DocumentPlace place) => await rights.OfAsync(caller, place.ReportId) != Access.None;

    /// <summary>The text for somebody who has just joined its audience: from the version given here on he gets every event.</summary>
    public async Task<Opened> OpenAsync(DocumentPlace place)
    {
        var (version, text) = await sessions.Of(place).ReadAsync();
        return new Opened(version, text.Text.ToString(), text.Marks, audience.People(place.Name));
    }

    public void CheckRoom(string connection, DocumentName name)
    {
        if (audience.Has(name, connection)) return;
        if (audience.OpenTexts(connection) >= limits.OpenTextsPerConnection)
            throw Refusal.TooLarge($"{limits.OpenTextsPerConnection} texts are open on this connection; close one first");
        if (audience.Connections(name) >= limits.ConnectionsPerText)
            throw Refusal.TooLarge($"{limits.ConnectionsPerText} windows have this text open; try again when somebody has left");
    }

    public async Task<Pushed> PushAsync(ClaimsPrincipal caller, JsonElement document, JsonElement version, JsonElement updates)
    {
        var name = MessageReader.Document(document);
        var place = await FindForReadingAsync(caller, name);
        var access = await AccessAsync(caller, place);
        var from = MessageReader.Number(version, "version");
        var read = reader.Updates(updates);
        if (access == TextAccess.Suggest && !read.TrueForAll(update => update.Suggests)) throw Refusal.NotAllowed("you may suggest in this text, and not change it");
        var person = caller.PersonId();
        var count = Math.Max(read.Count, JsonMarshal.GetRawUtf8Value(updates).Length / limits.BytesPerUpdate);
        Pace(person, count);
        return new Pushed(await sessions.Of(place).PushAsync(person, from, read));
    }

    /// <summary>To write or to suggest; anybody else is refused.</summary>
    private async Task<TextAccess> AccessAsync(ClaimsPrincipal caller, DocumentPlace place)
    {
        switch (await rights.InTextAsync(caller, place.ReportId, place.DocumentId))
        {
            case TextAccess.Write: return TextAccess.Write;
            case TextAccess.Suggest: return TextAccess.Suggest;
            case TextAccess.ReadRemoved: throw Refusal.Locked("this text was taken out of the report; it takes changes again when an editor puts it back");
            case TextAccess.ReadFinal: throw Refusal.Locked("this text is final; it takes changes again when it is reopened");
            case TextAccess.ReadAssigned: throw Refusal.NotAllowed("this text is assigned to others; you may read it");
            default: throw Refusal.NotAllowed("you may read this text, and not change it");
        }
    }

    public async Task<Pulled> PullAsync(ClaimsPrincipal caller, JsonElement document, JsonElement version)
    {
        var place = await FindForReadingAsync(caller, MessageReader.Document(document));
        return await sessions.Of(place).PullAsync(MessageReader.Number(version, "version"));
    }

    public async Task<Compared> CompareAsync(ClaimsPrincipal caller, JsonElement document, JsonElement version, JsonElement fingerprint)
    {
        var place = await FindForReadingAsync(caller, MessageReader.Document(document));
        Pace(caller.PersonId(), ComparingWeighs);
        return await Divergences.CompareAsync(sessions.Of(place), MessageReader.Number(version, "version"), reader.Id(fingerprint, "fingerprint"));
    }

    public async Task DifferAsync(ClaimsPrincipal caller, JsonElement document, JsonElement version, JsonElement text)
    {
        var place = await FindForReadingAsync(caller, MessageReader.Document(document));
        var at = MessageReader.Number(version, "version");
        var shown = MessageReader.Text(text, "text", limits.MaxTextLength);
        var person = caller.PersonId();
        Pace(person, ComparingWeighs + shown.Length / limits.BytesPerUpdate);
        await sessions.Of(place).CheckVersionAsync(at);
        await divergences.KeepAsync(place, person, at, shown);
    }

    /// <summary>Checks where somebody's cursor is said to be; returns the text's name and the arguments as the others get them.</summary>
    public async Task<(DocumentName Name, string ClientId, int Version, int Anchor, int Head)> PointAsync(
        ClaimsPrincipal caller, JsonElement document, JsonElement clientId, JsonElement version, JsonElement anchor, JsonElement head)
    {
        var place = await FindForReadingAsync(caller, MessageReader.Document(document));
        var client = reader.Id(clientId, "clientID");
        Pace(caller.PersonId(), 1);
        await owners.ClaimAsync(client, caller.PersonId());
        var at = MessageReader.Number(version, "version");
        // Browsers keep a cursor until they have its version: one that never comes would be kept for ever.
        await sessions.Of(place).CheckVersionAsync(at);
        return (place.Name, client, at, MessageReader.Number(anchor, "anchor"), MessageReader.Number(head, "head"));
    }

    /// <inheritdoc cref="Pace(int, int)"/>
    public void Pace(ClaimsPrincipal caller, int weight) => Pace(caller.PersonId(), weight);

    /// <summary>Refuses what comes faster than one person can bring about.</summary>
    private void Pace(int person, int updates)
    {
        using var lease = pace.AttemptAcquire(person, Math.Clamp(updates, 1, limits.UpdatesAtOnce));
        if (!lease.IsAcquired) throw Refusal.TooFast($"more than {limits.UpdatesPerSecond} updates a second; wait a moment and send it again");
    }

    public void Dispose() => pace.Dispose();
}
