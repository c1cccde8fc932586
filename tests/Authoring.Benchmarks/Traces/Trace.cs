using System.IO.Compression;
using System.Text.Json;
using Authoring.Text;

namespace Authoring.Benchmarks.Traces;

/// <summary>A recorded session of one writer: every keystroke in order, and the text that must come out.</summary>
internal sealed record Trace(string Name, string Start, Edit[] Edits, string End)
{
    internal static Trace Load(string file)
    {
        using var zipped = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var json = JsonDocument.Parse(zipped);
        var root = json.RootElement;
        var edits = new List<Edit>();
        foreach (var transaction in root.GetProperty("txns").EnumerateArray())
        {
            foreach (var patch in transaction.GetProperty("patches").EnumerateArray())
            {
                var from = patch[0].GetInt32();
                edits.Add(new Edit(from, from + patch[1].GetInt32(), patch[2].GetString()!));
            }
        }
        var start = root.TryGetProperty("startContent", out var content) ? content.GetString() ?? "" : "";
        return new Trace(Path.GetFileName(file).Split('.')[0], start, [.. edits], root.GetProperty("endContent").GetString()!);
    }

    /// <summary>The same session several times, each in front of the text of the former.</summary>
    internal Trace Repeated(int times)
    {
        var edits = new List<Edit>(Edits.Length * times);
        for (var i = 0; i < times; i++)
            edits.AddRange(Edits);
        return this with { Edits = [.. edits], End = string.Concat(Enumerable.Repeat(End, times)) };
    }

    /// <summary>What would come in over the wire: each keystroke as the JSON of a change.</summary>
    internal byte[][] Messages()
    {
        var length = Start.Length;
        var messages = new byte[Edits.Length][];
        for (var i = 0; i < messages.Length; i++)
        {
            var change = ChangeSet.Replace(length, Edits[i].From, Edits[i].To, Edits[i].Insert);
            messages[i] = change.ToUtf8Json();
            length = change.NewLength;
        }
        return messages;
    }
}
