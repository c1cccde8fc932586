using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Authoring.Text;

/// <summary>Writes the JSON of marks and markings: see README.md, "Marks on the wire".</summary>
public static class MarkingWriter
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] ToUtf8Json(this Marking marking) => Written(json => WriteJson(marking, json));

    public static byte[] ToUtf8Json(this Marks marks) => Written(json => WriteJson(marks, json));

    public static void WriteJson(this Marking marking, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var change in marking)
        {
            json.WriteStartObject();
            WriteWho(json, change.Id, change.By, change.At);
            Write(json, "insert", change.Insert);
            Write(json, "delete", change.Delete);
            Write(json, "clear", change.Clear);
            if (change.Outcome is { } outcome)
                json.WriteString("outcome", Word(outcome));
            if (change.Reason is { } reason)
                json.WriteString("reason", reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteJson(this Marks marks, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var suggestion in marks)
        {
            json.WriteStartObject();
            WriteWho(json, suggestion.Id, suggestion.By, suggestion.At);
            Write(json, "insert", suggestion.Insertions);
            Write(json, "delete", suggestion.Deletions);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>As JavaScript writes it.</summary>
    /// <param name="at">Milliseconds since 1970, UTC.</param>
    public static string Time(long at) =>
        DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Word(Outcome outcome) =>
        outcome switch
        {
            Outcome.Accepted => "accepted",
            Outcome.Rejected => "rejected",
            _ => "withdrawn",
        };

    private static void WriteWho(Utf8JsonWriter json, string id, string by, long at)
    {
        json.WriteString("id", id);
        json.WriteString("by", by);
        json.WriteString("at", Time(at));
    }

    private static void Write(Utf8JsonWriter json, string name, Ranges ranges)
    {
        if (ranges.IsEmpty)
            return;
        json.WriteStartArray(name);
        foreach (var range in ranges)
        {
            json.WriteStartArray();
            json.WriteNumberValue(range.From);
            json.WriteNumberValue(range.To);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            write(json);
        return buffer.WrittenSpan.ToArray();
    }
}
