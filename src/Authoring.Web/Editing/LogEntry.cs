using System.Text;
using System.Text.Json;
using Authoring.Text;

namespace Authoring.Web.Editing;

/// <summary>One update in its place: it leads from <c>Version - 1</c> to <see cref="Version"/>.</summary>
internal sealed class LogEntry
{
    private byte[]? wire;

    private LogEntry(
        int version,
        int personId,
        string clientId,
        string updateId,
        long at,
        TrackedChange change,
        byte[] json,
        byte[] marksJson
    )
    {
        Version = version;
        PersonId = personId;
        ClientId = clientId;
        UpdateId = updateId;
        At = at;
        Change = change;
        Json = json;
        MarksJson = marksJson;
    }

    public int Version { get; }
    public int PersonId { get; }
    public string ClientId { get; }
    public string UpdateId { get; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long At { get; }
    public TrackedChange Change { get; }
    public ChangeSet Changes => Change.Changes;

    /// <summary>The change set as it stands in the database, UTF-8.</summary>
    public byte[] Json { get; }

    /// <summary>What it does to suggestions, likewise; empty when it does nothing.</summary>
    public byte[] MarksJson { get; }

    /// <summary>The hash that the log keeps at it, if it does: of packed updates at the last one only.</summary>
    public byte[]? ChainHash { get; private init; }

    /// <summary>It was read as a row of its own, and not from a packed stretch.</summary>
    public bool IsRow { get; private init; }

    /// <summary>How much memory it takes, about: bytes of JSON.</summary>
    public int Weight => Json.Length + MarksJson.Length;

    /// <summary>Its author suggests; known only of what is being logged.</summary>
    public bool Suggests { get; private init; }

    /// <summary>Suggestions that it began or ended; known only of what is being logged.</summary>
    public IReadOnlyList<SuggestionFate> Fates { get; private init; } = [];

    /// <summary>Written once, when it is first sent.</summary>
    public WireUpdate Wire => new(wire ??= WireUpdate.Write(UpdateId, ClientId, Json, MarksJson, PersonId, At));

    public static LogEntry Create(
        int version,
        int personId,
        PushedUpdate update,
        TrackedChange rebased,
        DateTimeOffset at,
        IReadOnlyList<SuggestionFate> fates
    ) =>
        new(
            version,
            personId,
            update.ClientId,
            update.Id,
            at.ToUnixTimeMilliseconds(),
            rebased,
            rebased.Changes.ToUtf8Json(),
            MarksOf(rebased)
        )
        {
            Fates = fates,
            Suggests = update.Suggests,
        };

    public LogEntry WithChainHash(byte[]? hash) =>
        new(Version, PersonId, ClientId, UpdateId, At, Change, Json, MarksJson) { ChainHash = hash };

    /// <summary>One that was logged before.</summary>
    public static LogEntry Restore(int version, int personId, string clientId, string updateId, long at, TrackedChange change) =>
        new(version, personId, clientId, updateId, at, change, change.Changes.ToUtf8Json(), MarksOf(change));

    public static LogEntry FromRow(LoggedUpdate row)
    {
        var json = Encoding.UTF8.GetBytes(row.Changes);
        var changes = ChangeSet.Parse(json);
        return new LogEntry(
            row.Version,
            row.PersonId,
            row.ClientId,
            row.UpdateId,
            row.At,
            new TrackedChange(changes, ReadMarking(row.Marks, changes.NewLength)),
            json,
            row.Marks is null ? [] : Encoding.UTF8.GetBytes(row.Marks)
        )
        {
            ChainHash = row.ChainHash,
            IsRow = true,
        };
    }

    public static Marking ReadMarking(string? json, int length)
    {
        if (json is null)
            return Marking.None;
        using var document = JsonDocument.Parse(json);
        return MarkingReader.ReadMarking(document.RootElement, length);
    }

    private static byte[] MarksOf(TrackedChange change) => change.Marking.IsEmpty ? [] : change.Marking.ToUtf8Json();
}
