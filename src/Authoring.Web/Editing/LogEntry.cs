using System.Text;
using Authoring.Text;

namespace Authoring.Web.Editing;

/// <summary>One update in its place: it leads from <c>Version - 1</c> to <see cref="Version"/>.</summary>
internal sealed class LogEntry
{
    private byte[]? wire;

    private LogEntry(int version, int personId, string clientId, string updateId, long at, ChangeSet changes, byte[] json)
    {
        Version = version;
        PersonId = personId;
        ClientId = clientId;
        UpdateId = updateId;
        At = at;
        Changes = changes;
        Json = json;
    }

    public int Version { get; }
    public int PersonId { get; }
    public string ClientId { get; }
    public string UpdateId { get; }
    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long At { get; }
    public ChangeSet Changes { get; }
    /// <summary>The change set as it stands in the database, UTF-8.</summary>
    public byte[] Json { get; }
    /// <summary>Written once, when it is first sent.</summary>
    public WireUpdate Wire => new(wire ??= WireUpdate.Write(UpdateId, ClientId, Json, PersonId, At));

    public static LogEntry Create(int version, int personId, PushedUpdate update, ChangeSet rebased, DateTimeOffset at) =>
        new(version, personId, update.ClientId, update.Id, at.ToUnixTimeMilliseconds(), rebased, rebased.ToUtf8Json());

    /// <summary>One that was logged before.</summary>
    public static LogEntry Restore(int version, int personId, string clientId, string updateId, long at, ChangeSet changes) =>
        new(version, personId, clientId, updateId, at, changes, changes.ToUtf8Json());

    public static LogEntry FromRow(LoggedUpdate row)
    {
        var json = Encoding.UTF8.GetBytes(row.Changes);
        return new LogEntry(row.Version, row.PersonId, row.ClientId, row.UpdateId, row.At, ChangeSet.Parse(json), json);
    }
}
