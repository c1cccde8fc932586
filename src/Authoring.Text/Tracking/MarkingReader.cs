using System.Globalization;
using System.Text.Json;

namespace Authoring.Text;

/// <summary>Reads the JSON of marks and markings, from anybody: see README.md, "Marks on the wire".</summary>
public static class MarkingReader
{
    /// <param name="length">Of the text that the update leaves.</param>
    /// <exception cref="MalformedChangeException">Says what is wrong.</exception>
    public static Marking ReadMarking(JsonElement json, int length)
    {
        if (json.ValueKind != JsonValueKind.Array)
            throw Malformed("marks must be an array");
        return Marking.Of(json.EnumerateArray().Select(element => ReadChange(element, length)));
    }

    /// <param name="length">Of the text that they are marks of.</param>
    /// <exception cref="MalformedChangeException">Says what is wrong.</exception>
    public static Marks ReadMarks(JsonElement json, int length)
    {
        if (json.ValueKind != JsonValueKind.Array)
            throw Malformed("marks must be an array");
        return Marks.Of(
            json.EnumerateArray()
                .Select(element => ReadChange(element, length))
                .Select(change => new Suggestion(change.Id, change.By, change.At, change.Insert, change.Delete))
        );
    }

    private static MarkChange ReadChange(JsonElement json, int length)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Malformed("a mark is an object { id, insert, delete, clear }");
        var change = new MarkChange(
            Text(json, "id") ?? throw Malformed("a mark lacks its id"),
            Text(json, "by") ?? "",
            Time(json),
            ReadRanges(json, "insert", length),
            ReadRanges(json, "delete", length),
            ReadRanges(json, "clear", length),
            ReadOutcome(json),
            Text(json, "reason")
        );
        if (change.Id.Length == 0)
            throw Malformed("a mark's id is empty");
        var apart = change.Insert.Length + change.Delete.Length + change.Clear.Length;
        if (change.Insert.Union(change.Delete).Union(change.Clear).Length != apart)
            throw Malformed($"insert, delete and clear of mark '{change.Id}' overlap");
        return change;
    }

    private static Ranges ReadRanges(JsonElement json, string name, int length)
    {
        if (!json.TryGetProperty(name, out var list))
            return Ranges.Empty;
        if (list.ValueKind != JsonValueKind.Array)
            throw Malformed($"{name} of a mark is an array of [from, to]");
        var ranges = new List<TextRange>(list.GetArrayLength());
        foreach (var pair in list.EnumerateArray())
        {
            if (
                pair.ValueKind != JsonValueKind.Array
                || pair.GetArrayLength() != 2
                || !TryPosition(pair[0], out var from)
                || !TryPosition(pair[1], out var to)
            )
                throw Malformed($"{name} of a mark is an array of [from, to]");
            if (from < 0 || to <= from || to > length)
                throw Malformed($"[{from}, {to}) is not a range of a text of length {length}");
            ranges.Add(new TextRange(from, to));
        }
        return Ranges.Of(ranges);
    }

    private static bool TryPosition(JsonElement json, out int position)
    {
        position = 0;
        return json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out position);
    }

    private static Outcome? ReadOutcome(JsonElement json) =>
        Text(json, "outcome") switch
        {
            null => null,
            "accepted" => Outcome.Accepted,
            "rejected" => Outcome.Rejected,
            "withdrawn" => Outcome.Withdrawn,
            var other => throw Malformed($"'{other}' is no outcome; there are accepted, rejected and withdrawn"),
        };

    private static long Time(JsonElement json)
    {
        if (Text(json, "at") is not { } at)
            return 0;
        return DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds()
            : throw Malformed($"'{at}' is no time");
    }

    private static string? Text(JsonElement json, string name)
    {
        try
        {
            if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
                return null;
            return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Malformed($"{name} of a mark is a string");
        }
        catch (InvalidOperationException e) // an escaped lone surrogate
        {
            throw new MalformedChangeException(ChangeProblemKind.LoneSurrogate, $"{name} of a mark holds half of a surrogate pair", e);
        }
    }

    private static MalformedChangeException Malformed(string what) => new(ChangeProblemKind.Malformed, what);
}
