using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Document;

namespace Authoring.Compile.Json;

/// <summary>The JSON that <c>compile --to json</c> prints.</summary>
internal static class JsonWriter
{
    // Chinese as Chinese; this JSON is never put into a page.
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(NumberedDocument document, IReadOnlyList<Diagnostic> diagnostics)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteLists(json, document.Entries);
            json.WriteStartArray("diagnostics");
            foreach (var diagnostic in diagnostics)
                WriteDiagnostic(json, diagnostic);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteLists(Utf8JsonWriter json, ReportEntries entries)
    {
        json.WriteStartArray("contents");
        foreach (var entry in entries.Contents)
            WriteEntry(json, entry.Level, entry.Number, entry.Title, entry.File, entry.Line, entry.Id);
        json.WriteEndArray();
        WriteList(json, "figures", entries.Figures);
        WriteList(json, "tables", entries.Tables);
        WriteList(json, "cases", entries.Cases);
        WriteList(json, "annexes", entries.Annexes);
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<ListEntry> entries)
    {
        json.WriteStartArray(name);
        foreach (var entry in entries)
            WriteEntry(json, null, entry.Number, entry.Title, entry.File, entry.Line, entry.Id);
        json.WriteEndArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, int? level, string number, string title, string file, int line, string? id)
    {
        json.WriteStartObject();
        if (level is { } value)
            json.WriteNumber("level", value);
        json.WriteString("number", number);
        json.WriteString("title", title);
        json.WriteString("file", file);
        json.WriteNumber("line", line);
        if (id is not null)
            json.WriteString("id", id);
        json.WriteEndObject();
    }

    private static void WriteDiagnostic(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("severity", diagnostic.Severity == Severity.Error ? "error" : "warning");
        json.WriteString("code", diagnostic.Code);
        json.WriteString("file", diagnostic.File);
        json.WriteNumber("line", diagnostic.Line);
        json.WriteString("message", diagnostic.Message);
        json.WriteString("hint", diagnostic.Hint);
        if (diagnostic.Fix is { } fix)
        {
            json.WriteStartObject("fix");
            json.WriteNumber("from", fix.From);
            json.WriteNumber("to", fix.To);
            json.WriteString("text", fix.Text);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
