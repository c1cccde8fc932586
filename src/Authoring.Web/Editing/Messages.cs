using System.Text.Json;
using System.Text.Json.Serialization;
using Authoring.Text;
using Authoring.Web.People;

namespace Authoring.Web.Editing;

/// <summary>An update as a browser pushes it.</summary>
/// <param name="Suggests">Its author suggests: whatever it does to the text is a suggestion, or becomes one.</param>
internal sealed record PushedUpdate(string Id, string ClientId, TrackedChange Change, bool Suggests = false)
{
    public PushedUpdate(string id, string clientId, ChangeSet changes)
        : this(id, clientId, new TrackedChange(changes)) { }

    public ChangeSet Changes => Change.Changes;
}

/// <summary>The answer to <c>Open</c>.</summary>
internal sealed record Opened(
    int Version,
    string Text,
    [property: JsonConverter(typeof(MarksConverter))] Marks Marks,
    IReadOnlyList<Participant> People
);

/// <summary>The answer to <c>Push</c>: the version after the last of its updates.</summary>
internal sealed record Pushed(int Version);

/// <summary>The answer to <c>Pull</c>; when it is partial, <see cref="Version"/> is where to go on.</summary>
internal sealed record Pulled(int Version, IReadOnlyList<WireUpdate> Updates);

/// <summary>
/// The answer to <c>Compare</c>: whether the texts are the same, nothing when the page is at another version; the server's text and marks
/// when they are not.
/// </summary>
internal sealed record Compared(bool? Same, string? Text, [property: JsonConverter(typeof(MarksConverter))] Marks? Marks = null);

/// <summary>A logged update as it goes over the wire: written once, sent to everybody.</summary>
[JsonConverter(typeof(WireUpdateConverter))]
internal readonly record struct WireUpdate(ReadOnlyMemory<byte> Utf8)
{
    private const string Timestamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static byte[] Write(string id, string clientId, ReadOnlySpan<byte> changes, ReadOnlySpan<byte> marks, int personId, long at)
    {
        using var stream = new MemoryStream(changes.Length + 128);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("clientID", clientId);
            WriteRaw(json, "changes", changes);
            if (!marks.IsEmpty)
                WriteRaw(json, "marks", marks);
            json.WriteString("by", PersonIds.Write(personId));
            json.WriteString("at", DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime.ToString(Timestamp));
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, ReadOnlySpan<byte> value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value, skipInputValidation: true);
    }
}

internal sealed class WireUpdateConverter : JsonConverter<WireUpdate>
{
    public override WireUpdate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Updates are read by MessageReader, which refuses what is off.");

    public override void Write(Utf8JsonWriter writer, WireUpdate value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}

internal sealed class MarksConverter : JsonConverter<Marks>
{
    public override Marks Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Marks are read by MessageReader, which refuses what is off.");

    public override void Write(Utf8JsonWriter writer, Marks value, JsonSerializerOptions options) => value.WriteJson(writer);
}
