using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Authoring.Text;

// As CodeMirror's ChangeSet.toJSON(): 5 keeps five characters, [5] deletes them, [5,"a","b"] replaces them by two lines.
public sealed partial class ChangeSet
{
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

    // Half of a surrogate pair cannot be written: all three throw InvalidOperationException. Check names such a change before.

    public void WriteJson(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteRawValue(ToUtf8Json(), skipInputValidation: true);
    }

    /// <summary>Byte for byte what JSON.stringify makes of CodeMirror's ChangeSet.</summary>
    public byte[] ToUtf8Json()
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        WriteJson(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    public void WriteJson(IBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        ChangeSetWriter.Write(this, target);
    }

    public string ToJson() => Encoding.UTF8.GetString(ToUtf8Json());
}
