using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Authoring.Text;

/// <summary>
/// Writes the JSON of a change, byte for byte as JSON.stringify does. Utf8JsonWriter would write what lies outside the
/// basic plane as twelve characters of escapes, whatever its encoder.
/// </summary>
internal static class ChangeSetWriter
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    internal static void Write(ChangeSet change, IBufferWriter<byte> target)
    {
        var separator = (byte)'[';
        var at = 0;
        foreach (var edit in change.Edits)
        {
            if (edit.From > at)
                PutNumber(target, ref separator, edit.From - at);
            Put(target, separator);
            separator = (byte)'[';
            PutNumber(target, ref separator, edit.Removed);
            if (!edit.IsDeletion)
                PutLines(target, edit.Insert);
            Put(target, (byte)']');
            at = edit.To;
        }
        if (at < change.Length)
            PutNumber(target, ref separator, change.Length - at);
        if (separator == '[')
            Put(target, separator);
        Put(target, (byte)']');
    }

    private static void PutLines(IBufferWriter<byte> target, string insert)
    {
        if (Surrogates.IndexOfLone(insert) >= 0)
        {
            throw new InvalidOperationException("a change that inserts half of a surrogate pair cannot be written");
        }
        foreach (var line in insert.AsSpan().Split('\n'))
        {
            target.Write(",\""u8);
            PutEscaped(target, insert.AsSpan()[line]);
            Put(target, (byte)'"');
        }
    }

    private static void PutEscaped(IBufferWriter<byte> target, ReadOnlySpan<char> text)
    {
        while (true)
        {
            var plain = text.IndexOfAny(Escaped);
            Encoding.UTF8.GetBytes(plain < 0 ? text : text[..plain], target);
            if (plain < 0)
                return;
            PutEscape(target, text[plain]);
            text = text[(plain + 1)..];
        }
    }

    private static void PutEscape(IBufferWriter<byte> target, char c)
    {
        Put(target, (byte)'\\');
        var letter = c switch
        {
            '"' => '"',
            '\\' => '\\',
            '\b' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\f' => 'f',
            '\r' => 'r',
            _ => 'u',
        };
        Put(target, (byte)letter);
        if (letter == 'u')
            Encoding.UTF8.GetBytes(((int)c).ToString("x4", CultureInfo.InvariantCulture), target);
    }

    /// <summary>A part of an array behind its bracket or comma; the next part stands behind a comma.</summary>
    private static void PutNumber(IBufferWriter<byte> target, ref byte separator, int number)
    {
        Put(target, separator);
        separator = (byte)',';
        Utf8Formatter.TryFormat(number, target.GetSpan(11), out var written);
        target.Advance(written);
    }

    private static void Put(IBufferWriter<byte> target, byte c)
    {
        target.GetSpan(1)[0] = c;
        target.Advance(1);
    }
}
