using System.Globalization;
using System.Text.Json;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Review;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;

namespace Authoring.Web.Writing;

/// <param name="Refusal">The code; null: it is done.</param>
internal sealed record ActedAnswer(string Document, string? Refusal, string? Sentence)
{
    public static ActedAnswer Of(ActedText acted)
    {
        if (acted.Result.Refusal is not { } refusal)
            return new ActedAnswer(acted.Name.ToString(), null, null);
        var parts = ReviewRefusals.Of(refusal, acted.Result.Blocks).Message.Split(": ", 2);
        return new ActedAnswer(acted.Name.ToString(), parts[0], parts[1]);
    }
}

internal sealed partial class WorkspaceHub
{
    /// <summary>
    /// Does something about a text on its way through the chain: <c>submit</c>, <c>approve</c>, <c>return</c>, <c>take-back</c>,
    /// <c>reopen</c>. <paramref name="words"/>:
    /// <c>{ hash, words, minutes, despiteComments }</c>: what was read, an opinion or a reason, the day of the meeting, and that who
    /// submits was told of open comments.
    /// Refusals: <c>not-allowed</c>, <c>not-now</c>, <c>changed</c>, <c>blocked</c>, <c>no-reason</c>, <c>no-minutes</c>,
    /// <c>open-comments</c>.
    /// </summary>
    public async Task Act(JsonElement document, JsonElement act, JsonElement words, [FromServices] ReviewService review)
    {
        var place = await Service.FindForReadingAsync(Context.User!, MessageReader.Document(document));
        var verb = Verb(act);
        var from = Context.GetHttpContext()?.Connection.RemoteIpAddress?.ToString();
        // Approval 2: the act comes to the server; the hub only forwards it.
        var answer = await review.ActAsync(Context.User!, place, verb, Words(words) with { From = from });
        if (answer.Refusal is { } refusal)
            throw ReviewRefusals.Of(refusal, answer.Blocks);
    }

    /// <summary>
    /// Does the same about several texts of a report, each on its own: <c>texts</c> are <c>[{ document, hash }]</c>, each with the hash of
    /// what was shown of that very text, without which nothing is done about it, whatever the act. <c>words</c> as in <see cref="Act"/>,
    /// without a hash. Answers with what became of each: <c>[{ document, refusal, sentence }]</c>; <c>refusal</c> is null where it is done.
    /// </summary>
    public async Task<IReadOnlyList<ActedAnswer>> ActOnAll(
        JsonElement slug,
        JsonElement act,
        JsonElement texts,
        JsonElement words,
        [FromServices] ReviewService review
    )
    {
        if (await reports.FindForReadingAsync(Context.User!, MessageReader.Slug(slug)) is not { } report)
            throw Refusal.NotFound("there is no such report, or you may not read it");
        var verb = Verb(act);
        if (texts.ValueKind != JsonValueKind.Array || texts.GetArrayLength() > ReviewService.MostAtOnce)
            throw Refusal.BadMessage($"texts must be an array of at most {ReviewService.MostAtOnce} texts, each {{ document, hash }}");
        var wanted = texts.EnumerateArray().Select(ToAct).ToList();
        Service.Pace(Context.User!, wanted.Count * ActWeighs);
        var from = Context.GetHttpContext()?.Connection.RemoteIpAddress?.ToString();
        var acted = await review.ActOnAllAsync(Context.User!, report, verb, wanted, Words(words) with { From = from });
        return [.. acted.Select(ActedAnswer.Of)];
    }

    /// <summary>Of each text that is acted on with others; alone it costs as much as a call does.</summary>
    private const int ActWeighs = 10;

    private static TextToAct ToAct(JsonElement text) => new(MessageReader.Document(Field(text, "document")), Optional(text, "hash", 64));

    private static ReviewVerb Verb(JsonElement act) =>
        ReviewService.Read(MessageReader.Text(act, "act", 20))
        ?? throw Refusal.BadMessage("act must be one of submit, approve, return, take-back, reopen");

    /// <summary>
    /// Says that the caller was told whose signatures a change of this text would end (<c>protection</c> of its review), and goes on: he is
    /// not asked again in this round.
    /// It is recorded; a change without it is taken, too. Refusals: <c>not-allowed</c> for who may not write in the text.
    /// </summary>
    public async Task Revise(JsonElement document, [FromServices] ReviewService review)
    {
        var place = await Service.FindForReadingAsync(Context.User!, MessageReader.Document(document));
        if (await reports.FindForReadingAsync(Context.User!, place.Name.Slug) is not { } report)
            throw Refusal.NotFound("there is no such report, or you may not read it");
        if (await review.ReviseAsync(Context.User!, report, [place.Path]) is { } refusal)
            throw ReviewRefusals.Of(refusal, []);
    }

    private static ReviewWords Words(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return new ReviewWords();
        if (json.ValueKind != JsonValueKind.Object)
            throw Refusal.BadMessage("words must be an object { hash, words, minutes, despiteComments }");
        DateOnly? minutes = null;
        if (Optional(json, "minutes", 10) is { } day)
            minutes = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : throw Refusal.BadMessage("minutes must be a day, as 2025-12-18");
        var despite =
            json.TryGetProperty("despiteComments", out var told)
            && told.ValueKind != JsonValueKind.Null
            && MessageReader.Flag(told, "despiteComments");
        return new ReviewWords(Optional(json, "hash", 64), Optional(json, "words", ReviewWords.Longest), minutes, DespiteComments: despite);
    }

    private static string? Optional(JsonElement json, string name, int longest) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? MessageReader.Text(value, name, longest) : null;
}
