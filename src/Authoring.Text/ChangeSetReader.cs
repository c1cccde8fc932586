using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Authoring.Text;

/// <summary>
/// Reads the JSON of a change, from anybody. Work and memory are bounded by the number of bytes that came, whatever numbers
/// they name; what CodeMirror would not have written in one piece (two retained stretches in a row, say) is put together.
/// </summary>
internal ref struct ChangeSetReader
{
    // Most keystrokes insert one ASCII character; they share these.
    private static readonly string[] OneChar = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];

    private Utf8JsonReader _json;
    private EditRun _edits;
    private int _at;

    // Counted apart, because the text that comes out must have a length too.
    private int _newLength;

    private ChangeSetReader(ReadOnlySpan<byte> json)
    {
        // One array in an array is all there is; the reader refuses deeper ones by itself.
        _json = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 2 });
    }

    internal static ChangeSet Read(ReadOnlySpan<byte> json)
    {
        var reader = new ChangeSetReader(json);
        try
        {
            return reader.ReadChange();
        }
        catch (JsonException e)
        {
            throw new MalformedChangeException(ChangeProblemKind.Malformed, $"the change is not JSON of its kind: {e.Message}", e);
        }
    }

    private ChangeSet ReadChange()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartArray)
            throw Malformed("a change is an array");
        while (Next() != JsonTokenType.EndArray)
        {
            if (_json.TokenType == JsonTokenType.Number)
            {
                var kept = ReadLength();
                _at = Sum(_at, kept);
                _newLength = Sum(_newLength, kept);
            }
            else if (_json.TokenType == JsonTokenType.StartArray)
            {
                ReadEdit();
            }
            else
            {
                throw Malformed("a part of a change is a number or an array");
            }
        }
        if (_json.Read())
            throw Malformed("something follows the change");
        return _edits.ToChangeSet(_at);
    }

    private void ReadEdit()
    {
        if (Next() != JsonTokenType.Number)
            throw Malformed("an edit begins with the number of characters that it removes");
        var from = _at;
        _at = Sum(_at, ReadLength());
        var insert = Next() == JsonTokenType.EndArray ? "" : ReadLines();
        _newLength = Sum(_newLength, insert.Length);
        _edits.Add(from, _at, insert);
    }

    private string ReadLines()
    {
        var first = ReadLine();
        if (Next() == JsonTokenType.EndArray)
            return first;
        var lines = new StringBuilder(first);
        do
        {
            lines.Append('\n').Append(ReadLine());
        } while (Next() != JsonTokenType.EndArray);
        return lines.ToString();
    }

    private readonly string ReadLine()
    {
        if (_json.TokenType != JsonTokenType.String)
            throw Malformed("an inserted line is a string");
        var utf8 = _json.ValueSpan;
        if (utf8.Length == 1 && utf8[0] < 128)
            return OneChar[utf8[0]];
        try
        {
            var line = _json.GetString()!;
            return line.Contains('\n', StringComparison.Ordinal) ? throw Malformed("an inserted line holds a line end") : line;
        }
        catch (InvalidOperationException e)
        {
            // The reader's word for both; a lone surrogate can only come as an escape, in sound UTF-8.
            throw Utf8.IsValid(utf8)
                ? new MalformedChangeException(
                    ChangeProblemKind.LoneSurrogate,
                    $"half of a surrogate pair is inserted, in the string at byte {_json.TokenStartIndex}",
                    e
                )
                : Malformed("the string is not UTF-8");
        }
    }

    private JsonTokenType Next() => _json.Read() ? _json.TokenType : throw Malformed("the change breaks off");

    private readonly int ReadLength() =>
        _json.TryGetInt32(out var length) && length >= 0 ? length : throw Malformed("a length is a whole number from 0 to 2147483647");

    private readonly int Sum(int total, int more) =>
        total <= int.MaxValue - more ? total + more : throw Malformed("the lengths add up to more than 2147483647");

    private readonly MalformedChangeException Malformed(string what) =>
        new(ChangeProblemKind.Malformed, $"{what} (byte {_json.TokenStartIndex})");
}
