using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Text.Json;
using System.Threading.RateLimiting;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Editing;

/// <summary>What the hub's calls do: read the message, check the right, hand it to the text's session.</summary>
internal sealed class EditingService : IDisposable
{
    private readonly Sessions sessions;
    private readonly Rights rights;
    private readonly Presence presence;
    private readonly ClientOwners owners;
    private readonly Divergences divergences;
    private readonly EditingLimits limits;
    private readonly MessageReader reader;
    private readonly Pace reading;
    private readonly HeavyReads heavy;
    private readonly Outsiders outsiders;
    private readonly PartitionedRateLimiter<int> pace;

    public EditingService(
        Sessions sessions,
        Rights rights,
        Presence presence,
        ClientOwners owners,
        Divergences divergences,
        Pace reading,
        HeavyReads heavy,
        Outsiders outsiders,
        IOptions<EditingLimits> limits
    )
    {
        (this.sessions, this.rights, this.presence, this.owners, this.divergences, this.limits) = (
            sessions,
            rights,
            presence,
            owners,
            divergences,
            limits.Value
        );
        (this.reading, this.heavy, this.outsiders) = (reading, heavy, outsiders);
        reader = new MessageReader(this.limits);
        pace = PartitionedRateLimiter.Create<int, int>(person =>
            RateLimitPartition.GetTokenBucketLimiter(
                person,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = this.limits.UpdatesAtOnce,
                    TokensPerPeriod = Math.Max(1, this.limits.UpdatesPerSecond / 10),
                    ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
                    QueueLimit = 0,
                }
            )
        );
    }

    public EditingLimits Limits => limits;

    public async Task<DocumentPlace> FindForReadingAsync(ClaimsPrincipal caller, DocumentName name)
    {
        if (await sessions.FindAsync(name) is not { } place)
            throw await outsiders.RefusalAsync(caller, null);
        if (await rights.InReportAsync(caller, place.ReportId) == Access.None)
            throw await outsiders.RefusalAsync(caller, place.ReportId);
        outsiders.Belongs(caller.PersonId(), place.ReportId);
        return place;
    }

    public async Task<bool> MayStillReadAsync(ClaimsPrincipal caller, DocumentPlace place) =>
        await rights.InReportAsync(caller, place.ReportId) != Access.None;

    /// <summary>The text for somebody who has just joined its audience: from the version given here on he gets every event.</summary>
    public Task<Opened> OpenAsync(ClaimsPrincipal caller, DocumentPlace place) =>
        ReadHeavilyAsync(
            caller,
            async () =>
            {
                var (version, text) = await sessions.Of(place).ReadAsync();
                return new Opened(version, text.Text.ToString(), text.Marks, presence.People(place.Name));
            },
            opened => opened.Text.Length / CallCosts.CharactersPerUnit
        );

    /// <summary>Answers what reads much when it is its turn.</summary>
    /// <param name="cost">In units of <see cref="Pace"/>, beyond what the call costs anyway.</param>
    public async Task<T> ReadHeavilyAsync<T>(ClaimsPrincipal caller, Func<Task<T>> read, Func<T, long> cost)
    {
        var found = await heavy.RunAsync(read);
        reading.Spend(caller.PersonId(), cost(found));
        return found;
    }

    public async Task<Pushed> PushAsync(ClaimsPrincipal caller, JsonElement document, JsonElement version, JsonElement updates)
    {
        var name = MessageReader.Document(document);
        var place = await FindForReadingAsync(caller, name);
        // Keystroke 5: may he write here, and what does he write? Whatever a page shows, it is asked for each message.
        var access = await AccessAsync(caller, place);
        var from = MessageReader.Number(version, "version");
        var read = reader.Updates(updates);
        if (access == TextAccess.Suggest && !read.TrueForAll(update => update.Suggests))
            throw Refusal.NotAllowed("you may suggest in this text, and not change it");
        var person = caller.PersonId();
        var count = Math.Max(read.Count, JsonMarshal.GetRawUtf8Value(updates).Length / limits.BytesPerUpdate);
        Pace(person, count);
        foreach (var client in read.Select(u => u.ClientId).Distinct(StringComparer.Ordinal))
            await owners.UseAsync(client, person, mayWrite: true);
        return new Pushed(await sessions.Of(place).PushAsync(person, from, read));
    }

    /// <summary>To write or to suggest; anybody else is refused.</summary>
    private async Task<TextAccess> AccessAsync(ClaimsPrincipal caller, DocumentPlace place)
    {
        switch (await rights.InTextAsync(caller, place.ReportId, place.DocumentId))
        {
            case TextAccess.Write:
                return TextAccess.Write;
            case TextAccess.Suggest:
                return TextAccess.Suggest;
            case TextAccess.ReadRemoved:
                throw Refusal.Locked("this text was taken out of the report; it takes changes again when an editor puts it back");
            case TextAccess.ReadFinal:
                throw Refusal.Locked("this text is final; it takes changes again when it is reopened");
            case TextAccess.ReadAssigned:
                throw Refusal.NotAllowed("this text is assigned to others; you may read it");
            default:
                throw Refusal.NotAllowed("you may read this text, and not change it");
        }
    }

    public async Task<Pulled> PullAsync(ClaimsPrincipal caller, JsonElement document, JsonElement version)
    {
        var place = await FindForReadingAsync(caller, MessageReader.Document(document));
        var (from, session) = (MessageReader.Number(version, "version"), sessions.Of(place));
        // A page that missed something is answered at once; who was away for long takes his turn.
        if (session.Committed - from < limits.UpdatesPerTurn)
            return await session.PullAsync(from);
        return await ReadHeavilyAsync(
            caller,
            () => session.PullAsync(from),
            pulled =>
                pulled.Updates.Count / CallCosts.UpdatesPerUnit
                + pulled.Updates.Sum(update => (long)update.Utf8.Length) / CallCosts.BytesPerUnit
        );
    }

    public async Task<Compared> CompareAsync(ClaimsPrincipal caller, JsonElement document, JsonElement version, JsonElement fingerprint)
    {
        var place = await FindForReadingAsync(caller, MessageReader.Document(document));
        var (at, theirs) = (MessageReader.Number(version, "version"), reader.Id(fingerprint, "fingerprint"));
        return await ReadHeavilyAsync(
            caller,
            () => Divergences.CompareAsync(sessions.Of(place), at, theirs),
            compared => (compared.Text?.Length ?? 0) / CallCosts.CharactersPerUnit
        );
    }

    public async Task DifferAsync(ClaimsPrincipal caller, JsonElement document, JsonElement version, JsonElement text)
    {
        var place = await FindForReadingAsync(caller, MessageReader.Document(document));
        var at = MessageReader.Number(version, "version");
        var shown = MessageReader.Text(text, "text", limits.MaxTextLength, mayHoldNull: true);
        if (shown.Contains('\0', StringComparison.Ordinal))
            throw Refusal.BadChange("the text has a character U+0000, which no text may have");
        var person = caller.PersonId();
        reading.Spend(person, shown.Length / CallCosts.CharactersPerUnit);
        await sessions.Of(place).CheckVersionAsync(at);
        await divergences.KeepAsync(place, person, at, shown);
    }

    /// <summary>Checks where somebody's cursor is said to be; returns the text's name and the arguments as the others get them.</summary>
    public async Task<(DocumentName Name, string ClientId, int Version, int Anchor, int Head)> PointAsync(
        ClaimsPrincipal caller,
        JsonElement document,
        JsonElement clientId,
        JsonElement version,
        JsonElement anchor,
        JsonElement head
    )
    {
        var place = await FindForReadingAsync(caller, MessageReader.Document(document));
        var client = reader.Id(clientId, "clientID");
        var mayWrite = await rights.InTextAsync(caller, place.ReportId, place.DocumentId) is TextAccess.Write or TextAccess.Suggest;
        await owners.UseAsync(client, caller.PersonId(), mayWrite);
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
        if (!lease.IsAcquired)
            throw Refusal.TooFast($"more than {limits.UpdatesPerSecond} updates a second; wait a moment and send it again");
    }

    public void Dispose() => pace.Dispose();
}
