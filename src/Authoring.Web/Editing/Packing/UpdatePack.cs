using System.Globalization;
using System.IO.Compression;
using System.Text;
using Authoring.Text;

namespace Authoring.Web.Editing.Packing;

/// <summary>
/// Updates in columns, each number as the step from the row before, all compressed together (Brotli). A writer goes on where he was,
/// a few hundred milliseconds later, under the same client and the next id: most columns hold the same small number again and again.
/// </summary>
/// <remarks>
/// Columns: who (person and client); ids (their beginning, and their final number as the step from the last with that beginning); times, in
/// milliseconds; spans (how many; of each its place as the step from where the last one ended, what it deletes, how much it inserts); the
/// inserted text; marks (of an update that has any: its version, and their JSON).
/// </remarks>
internal static class UpdatePack
{
    /// <summary>A final number with more digits belongs to the id's beginning.</summary>
    private const int MostDigits = 15;
    private const int Quality = 9,
        Window = 22;

    /// <param name="entries">Updates that follow each other, one at least.</param>
    public static byte[] Write(IReadOnlyList<LogEntry> entries)
    {
        ColumnWriter all = new(),
            who = new(),
            ids = new(),
            times = new(),
            spans = new(),
            marks = new();
        var inserted = new StringBuilder();
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        var (time, place) = (0L, 0);
        foreach (var entry in entries)
        {
            who.Word($"{entry.PersonId}:{entry.ClientId}");
            var (beginning, number) = Split(entry.UpdateId);
            ids.Word(beginning);
            ids.Number(number - last.GetValueOrDefault(beginning));
            last[beginning] = number;
            times.Number(entry.At - time);
            time = entry.At;
            place = WriteSpans(spans, inserted, entry.Changes, place);
            if (entry.MarksJson.Length == 0)
                continue;
            marks.Number(entry.Version);
            marks.Bytes(entry.MarksJson);
        }
        all.Number(entries.Count);
        all.Number(entries[0].Version);
        all.Number(entries[0].Changes.Length);
        foreach (var column in new[] { who, ids, times, spans })
            all.Bytes(column.ToArray());
        all.Text(inserted.ToString());
        if (marks.ToArray() is { Length: > 0 } marked)
            all.Bytes(marked);
        return Compressed(all.ToArray());
    }

    public static List<LogEntry> Read(byte[] packed)
    {
        var all = new ColumnReader(Expanded(packed));
        var (count, version, length) = ((int)all.Number(), (int)all.Number(), (int)all.Number());
        ColumnReader who = new(all.Bytes()),
            ids = new(all.Bytes()),
            times = new(all.Bytes()),
            spans = new(all.Bytes());
        var inserted = all.Text();
        // Most stretches have none; those of before there were any end here.
        var marks = all.IsAtEnd ? [] : ReadMarks(new ColumnReader(all.Bytes()));
        var entries = new List<LogEntry>(count);
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        var (time, place, at) = (0L, 0, 0);
        for (var i = 0; i < count; i++)
        {
            var author = who.Word();
            var colon = author.IndexOf(':', StringComparison.Ordinal);
            var beginning = ids.Word();
            var number = last[beginning] = last.GetValueOrDefault(beginning) + ids.Number();
            time += times.Number();
            var changes = ReadSpans(spans, inserted, length, ref place, ref at);
            length = changes.NewLength;
            entries.Add(
                LogEntry.Restore(
                    version + i,
                    int.Parse(author.AsSpan(0, colon), CultureInfo.InvariantCulture),
                    author[(colon + 1)..],
                    Joined(beginning, number),
                    time,
                    new TrackedChange(changes, LogEntry.ReadMarking(marks.GetValueOrDefault(version + i), changes.NewLength))
                )
            );
        }
        return entries;
    }

    private static Dictionary<int, string> ReadMarks(ColumnReader marks)
    {
        var found = new Dictionary<int, string>();
        while (!marks.IsAtEnd)
            found[(int)marks.Number()] = marks.Text();
        return found;
    }

    private static int WriteSpans(ColumnWriter spans, StringBuilder inserted, ChangeSet changes, int place)
    {
        var all = changes.Spans.ToList();
        spans.Number(all.Count);
        foreach (var span in all)
        {
            spans.Number(span.NewFrom - place);
            spans.Number(span.To - span.From);
            spans.Number(span.Inserted.Length);
            inserted.Append(span.Inserted);
            place = span.NewTo;
        }
        return place;
    }

    private static ChangeSet ReadSpans(ColumnReader spans, string inserted, int length, ref int place, ref int at)
    {
        var edits = new Edit[spans.Number()];
        var shift = 0;
        for (var i = 0; i < edits.Length; i++)
        {
            var from = place + (int)spans.Number() - shift;
            var removed = (int)spans.Number();
            var text = inserted.Substring(at, (int)spans.Number());
            at += text.Length;
            edits[i] = new Edit(from, from + removed, text);
            place = from + shift + text.Length;
            shift += text.Length - removed;
        }
        return ChangeSet.Of(length, edits);
    }

    /// <summary>
    /// An id that ends in a number, as browsers make them, is its beginning and that number; any other is all beginning, with -1.
    /// </summary>
    private static (string Beginning, long Number) Split(string id)
    {
        var digits = 0;
        while (digits < id.Length && digits < MostDigits && char.IsAsciiDigit(id[^(digits + 1)]))
            digits++;
        while (digits > 1 && id[^digits] == '0')
            digits--; // 007 is not the number 7
        return digits == 0
            ? (id + "|", -1)
            : (id[..^digits] + "#", long.Parse(id.AsSpan(id.Length - digits), CultureInfo.InvariantCulture));
    }

    private static string Joined(string beginning, long number) =>
        beginning[^1] == '|' ? beginning[..^1] : beginning[..^1] + number.ToString(CultureInfo.InvariantCulture);

    private static byte[] Compressed(byte[] plain)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length) + sizeof(int)];
        BitConverter.TryWriteBytes(packed, plain.Length);
        if (!BrotliEncoder.TryCompress(plain, packed.AsSpan(sizeof(int)), out var written, Quality, Window))
            throw new InvalidOperationException("The updates could not be compressed.");
        return packed[..(written + sizeof(int))];
    }

    private static byte[] Expanded(byte[] packed)
    {
        var plain = new byte[BitConverter.ToInt32(packed)];
        if (!BrotliDecoder.TryDecompress(packed.AsSpan(sizeof(int)), plain, out var written) || written != plain.Length)
            throw new InvalidDataException("A packed stretch of the log cannot be read.");
        return plain;
    }
}
