using System.Text.Json;
using Authoring.Text;
using Authoring.Web.Documents;

namespace Authoring.Web.Editing;

/// <summary>Reads the arguments of hub calls from raw JSON, so that a wrong shape is answered with what is wrong.</summary>
internal sealed class MessageReader(EditingLimits limits)
{
    /// <summary>The address of a text: <c>{slug}/sections/{key}</c> or <c>{slug}/cases/{id}</c>.</summary>
    public static DocumentName Document(JsonElement argument)
    {
        var text = Text(argument, "document", 600);
        return DocumentName.TryParse(text, out var name)
            ? name
            : throw Refusal.BadMessage("document must look like {slug}/sections/{key} or {slug}/cases/{id}");
    }

    public static string Slug(JsonElement argument) => Text(argument, "slug", 600);

    public static int Number(JsonElement argument, string what) =>
        argument.ValueKind == JsonValueKind.Number && argument.TryGetInt32(out var number) && number >= 0
            ? number
            : throw Refusal.BadMessage($"{what} must be a whole number from 0 to {int.MaxValue}");

    public string Id(JsonElement argument, string what)
    {
        var text = Text(argument, what, limits.MaxIdLength);
        return text.Length > 0 ? text : throw Refusal.BadMessage($"{what} must not be empty");
    }

    public List<PushedUpdate> Updates(JsonElement argument)
    {
        if (argument.ValueKind != JsonValueKind.Array)
            throw Refusal.BadMessage("updates must be an array");
        var count = argument.GetArrayLength();
        if (count > limits.MaxUpdatesPerPush)
            throw Refusal.TooLarge($"{count} updates in one push; at most {limits.MaxUpdatesPerPush} are taken");
        var updates = new List<PushedUpdate>(count);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in argument.EnumerateArray())
        {
            var update = Update(element);
            if (!ids.Add(update.Id))
                throw Refusal.BadMessage("an id stands twice in one push");
            updates.Add(update);
        }
        return updates;
    }

    private PushedUpdate Update(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Refusal.BadMessage("an update must be an object { id, clientID, changes }");
        var id = Id(Property(element, "id"), "id");
        var client = Id(Property(element, "clientID"), "clientID");
        var json = Property(element, "changes");
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > limits.MaxSpans)
            throw Refusal.TooLarge($"a change set of {json.GetArrayLength()} parts; at most {limits.MaxSpans} are taken");
        try
        {
            var changes = ChangeSet.FromJson(json);
            return new PushedUpdate(id, client, new TrackedChange(changes, Marks(element, changes.NewLength)), Suggests(element));
        }
        catch (MalformedChangeException e)
        {
            throw Refusal.BadChange(e.Message);
        }
    }

    private Marking Marks(JsonElement element, int length)
    {
        if (!TryProperty(element, "marks", out var json))
            return Marking.None;
        var marking = MarkingReader.ReadMarking(json, length);
        if (marking.Sum(mark => 1 + mark.Insert.Count + mark.Delete.Count + mark.Clear.Count) is var pieces && pieces > limits.MaxMarks)
            throw Refusal.TooLarge($"{pieces} marks in one update; at most {limits.MaxMarks} are taken");
        if (marking.FirstOrDefault(mark => mark.Id.Length > limits.MaxIdLength) is not null)
            throw Refusal.BadMessage($"the id of a mark has at most {limits.MaxIdLength} characters");
        if (
            marking.Any(mark =>
                mark.Id.Contains('\0', StringComparison.Ordinal) || (mark.Reason?.Contains('\0', StringComparison.Ordinal) ?? false)
            )
        )
            throw Refusal.BadChange("a mark has a character U+0000 in its id or its reason, which no text may have");
        if (marking.FirstOrDefault(mark => mark.Reason?.Length > limits.MaxReasonLength) is not null)
            throw Refusal.TooLarge($"a reason has at most {limits.MaxReasonLength} characters");
        return marking;
    }

    private static bool Suggests(JsonElement element) => TryProperty(element, "suggests", out var json) && Flag(json, "suggests");

    public static bool Flag(JsonElement json, string name) =>
        json.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Refusal.BadMessage($"{name} must be true or false"),
        };

    private static JsonElement Property(JsonElement element, string name) =>
        TryProperty(element, name, out var value) ? value : throw Refusal.BadMessage($"an update lacks {name}");

    private static bool TryProperty(JsonElement element, string name, out JsonElement value)
    {
        try
        {
            return element.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException) // an escaped lone surrogate in another property's name
        {
            throw Refusal.BadMessage("an update has a property whose name is not valid text");
        }
    }

    public static string Text(JsonElement argument, string what, int longest, bool mayHoldNull = false)
    {
        if (argument.ValueKind != JsonValueKind.String)
            throw Refusal.BadMessage($"{what} must be a string");
        string text;
        try
        {
            text = argument.GetString()!;
        }
        catch (InvalidOperationException) // an escaped lone surrogate
        {
            throw Refusal.BadMessage($"{what} is not valid text");
        }
        if (!mayHoldNull && text.Contains('\0', StringComparison.Ordinal))
            throw Refusal.BadMessage($"{what} has a character U+0000, which no text may have");
        return text.Length <= longest
            ? text
            : throw Refusal.BadMessage($"{what} has {text.Length} characters; at most {longest} are taken");
    }
}
