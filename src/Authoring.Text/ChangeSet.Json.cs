using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Authoring.Text;

// As CodeMirror's ChangeSet.toJSON(): 5 keeps five characters, [5] deletes them, [5,"a","b"] replaces them by two lines.
public sealed partial class ChangeSet
{
    // For JSON that goes over a socket or into a database: Chinese stays as it is instead of six characters each.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="MalformedChangeException">Says what is wrong where.</exception>
    public static ChangeSet Parse(ReadOnlySpan<byte> utf8Json) => ChangeSetReader.Read(utf8Json);

    /// <exception cref="MalformedChangeException">Says what is wrong where.</exception>
    public static ChangeSet FromJson(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Undefined)
        {
            throw new MalformedChangeException(ChangeProblemKind.Malformed, "the change is missing");
        }
        return ChangeSetReader.Read(JsonMarshal.GetRawUtf8Value(json));
    }

    /// <exception cref="InvalidOperationException">The inserted text holds half of a surrogate pair, which UTF-8 cannot say.</exception>
    public void WriteJson(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        var at = 0;
        foreach (var edit in Edits)
        {
            if (edit.From > at) writer.WriteNumberValue(edit.From - at);
            writer.WriteStartArray();
            writer.WriteNumberValue(edit.Removed);
            if (!edit.IsDeletion) WriteLines(writer, edit.Insert);
            writer.WriteEndArray();
            at = edit.To;
        }
        if (Length > at) writer.WriteNumberValue(Length - at);
        writer.WriteEndArray();
    }

    public byte[] ToUtf8Json()
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using var writer = new Utf8JsonWriter(buffer, Plain);
        WriteJson(writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public string ToJson() => Encoding.UTF8.GetString(ToUtf8Json());

    private static void WriteLines(Utf8JsonWriter writer, string insert)
    {
        if (Surrogates.IndexOfLone(insert) >= 0)
        {
            throw new InvalidOperationException("a change that inserts half of a surrogate pair cannot be written");
        }
        foreach (var line in insert.AsSpan().Split('\n')) writer.WriteStringValue(insert.AsSpan()[line]);
    }
}
