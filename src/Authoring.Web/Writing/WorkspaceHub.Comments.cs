using System.Globalization;
using System.Text.Json;
using Authoring.Web.Comments;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Microsoft.AspNetCore.Mvc;

namespace Authoring.Web.Writing;

// What is said about a text. Whoever may read a report may comment in it; every change comes back to all who have the text open as
// Commented(document, thread).
internal sealed partial class WorkspaceHub
{
    /// <summary>The threads of a text: <c>{ version, threads, people }</c>.</summary>
    public async Task<CommentList> Comments(JsonElement document, [FromServices] CommentService comments) =>
        await Service.ReadHeavilyAsync(
            Context.User!,
            async () => await comments.ListAsync(await PlaceAsync(document)),
            list => list.Threads.Sum(thread => 1L + thread.Entries.Count)
        );

    /// <summary>A new thread: <c>{ version, from, to, subject, text, mentions }</c>; returns its id.</summary>
    public async Task<int> Comment(JsonElement document, JsonElement comment, [FromServices] CommentService comments)
    {
        var place = await PlaceAsync(document);
        Service.Pace(Context.User!, CommentWeighs);
        var (from, to) = (MessageReader.Number(Field(comment, "from"), "from"), MessageReader.Number(Field(comment, "to"), "to"));
        if (to < from)
            throw Refusal.BadMessage("to must not be before from");
        var subject = MessageReader.Text(Field(comment, "subject"), "subject", 20) switch
        {
            "words" => CommentSubject.Words,
            "item" => CommentSubject.Item,
            "whole" => CommentSubject.Whole,
            _ => throw Refusal.BadMessage("subject must be words, item or whole"),
        };
        return await comments.AddAsync(
            Context.User!,
            place,
            new NewComment(
                MessageReader.Number(Field(comment, "version"), "version"),
                from,
                to,
                subject,
                Words(comment, "text"),
                Mentions(comment)
            )
        );
    }

    /// <summary>An answer: <c>{ text, mentions }</c>.</summary>
    public async Task Reply(JsonElement document, JsonElement thread, JsonElement reply, [FromServices] CommentService comments)
    {
        var place = await PlaceAsync(document);
        Service.Pace(Context.User!, CommentWeighs);
        await comments.ReplyAsync(Context.User!, place, MessageReader.Number(thread, "thread"), Words(reply, "text"), Mentions(reply));
    }

    /// <summary>Puts right one's own words.</summary>
    public async Task Amend(
        JsonElement document,
        JsonElement thread,
        JsonElement entry,
        JsonElement text,
        [FromServices] CommentService comments
    )
    {
        var place = await PlaceAsync(document);
        Service.Pace(Context.User!, CommentWeighs);
        await comments.AmendAsync(
            Context.User!,
            place,
            MessageReader.Number(thread, "thread"),
            MessageReader.Number(entry, "entry"),
            Cleaned(text, "text")
        );
    }

    /// <summary>Settles a thread or opens it again: <c>{ resolved, adoption, reason }</c>.</summary>
    public async Task Handle(JsonElement document, JsonElement thread, JsonElement how, [FromServices] CommentService comments)
    {
        var place = await PlaceAsync(document);
        Service.Pace(Context.User!, CommentWeighs);
        var resolved = MessageReader.Flag(Field(how, "resolved"), "resolved");
        Adoption? adoption = Optional(how, "adoption", 20) switch
        {
            null => null,
            "open" => Adoption.Open,
            "adopted" => Adoption.Adopted,
            "partly" => Adoption.Partly,
            "not-adopted" => Adoption.NotAdopted,
            _ => throw Refusal.BadMessage("adoption must be open, adopted, partly or not-adopted"),
        };
        var why = how.TryGetProperty("reason", out var reason) && reason.ValueKind != JsonValueKind.Null ? Cleaned(reason, "reason") : null;
        await comments.HandleAsync(Context.User!, place, MessageReader.Number(thread, "thread"), resolved, adoption, why);
    }

    /// <summary>Gives a thread to somebody, by his id, or to nobody.</summary>
    public async Task Assign(JsonElement document, JsonElement thread, JsonElement person, [FromServices] CommentService comments)
    {
        var place = await PlaceAsync(document);
        Service.Pace(Context.User!, CommentWeighs);
        await comments.AssignAsync(
            Context.User!,
            place,
            MessageReader.Number(thread, "thread"),
            person.ValueKind == JsonValueKind.Null ? null : PersonId(person)
        );
    }

    /// <summary>A comment is rarer than a keystroke, and costs more.</summary>
    private const int CommentWeighs = 50;

    /// <summary>Before the service's own limit, which says it better.</summary>
    private const int MostWords = 100_000;

    private Task<DocumentPlace> PlaceAsync(JsonElement document) =>
        Service.FindForReadingAsync(Context.User!, MessageReader.Document(document));

    private static JsonElement Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value)
            ? value
            : throw Refusal.BadMessage($"{name} is missing");

    private static string Words(JsonElement json, string name) => Cleaned(Field(json, name), name);

    /// <summary>What people have pasted may hold what no database takes.</summary>
    private static string Cleaned(JsonElement json, string name) =>
        MessageReader.Text(json, name, MostWords, mayHoldNull: true).Replace("\0", "", StringComparison.Ordinal);

    private static List<int> Mentions(JsonElement json)
    {
        if (!json.TryGetProperty("mentions", out var list) || list.ValueKind == JsonValueKind.Null)
            return [];
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > 20)
            throw Refusal.BadMessage("mentions must be an array of at most 20 ids of people");
        return [.. list.EnumerateArray().Select(PersonId)];
    }

    private static int PersonId(JsonElement json) =>
        int.TryParse(MessageReader.Text(json, "person", 20), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw Refusal.BadMessage("a person is named by his id");
}
