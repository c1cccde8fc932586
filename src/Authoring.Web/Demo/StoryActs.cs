using System.Security.Claims;
using System.Text.Json;
using Authoring.Text;
using Authoring.Web.Comments;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.History;
using Authoring.Web.Notices;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Reports.Members;
using Authoring.Web.Review;
using Microsoft.AspNetCore.Identity;

namespace Authoring.Web.Demo;

/// <summary>The application refused a step of the story, or a text is not the one for which the story was written.</summary>
internal sealed class StoryException(string message) : Exception(message);

/// <summary>
/// What the people of a demo do in a report, through the services that their pages call: whatever those refuse to people, they refuse here.
/// Texts are named as in addresses (<c>sections/08-support</c>), places in them by their words, which stand there once.
/// </summary>
internal sealed class StoryActs(IServiceProvider services, string slug)
{
    private readonly Dictionary<string, ClaimsPrincipal> people = new(StringComparer.Ordinal);

    public async Task<ClaimsPrincipal> PersonAsync(string name)
    {
        if (people.TryGetValue(name, out var known))
            return known;
        await using var scope = services.CreateAsyncScope();
        var person =
            await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().FindByNameAsync(name)
            ?? throw new StoryException($"There is no account '{name}'.");
        return people[name] = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Person>>().CreateAsync(person);
    }

    private async Task<int> IdAsync(string name) => (await PersonAsync(name)).PersonId();

    public async Task<LiveReport> ReportAsync() =>
        await services.GetRequiredService<LiveReports>().FindAsync(slug) ?? throw new StoryException($"There is no report '{slug}'.");

    private async Task<DocumentPlace> PlaceAsync(string text) =>
        DocumentName.TryParse($"{slug}/{text}", out var name) && await services.GetRequiredService<Sessions>().FindAsync(name) is { } place
            ? place
            : throw new StoryException($"There is no text '{text}'.");

    private async Task<(DocumentPlace Place, int Version, string Text)> OpenAsync(string text)
    {
        var place = await PlaceAsync(text);
        var (version, tracked) = await services.GetRequiredService<Sessions>().Of(place).ReadAsync();
        return (place, version, tracked.Text.ToString());
    }

    /// <summary>Days by which texts should have passed the stages, by the order of these.</summary>
    public async Task SetDaysAsync(string who, params DateOnly[] days)
    {
        var (caller, report) = (await PersonAsync(who), await ReportAsync());
        var chains = services.GetRequiredService<ReportChainService>();
        var stages = (await chains.ReadAsync(caller, report.Id))?.Of(null)?.Plan.Stages ?? throw new StoryException("There is no chain.");
        var byStage = stages.Zip(days).ToDictionary(pair => pair.First.Id, pair => pair.Second);
        Check(await chains.SaveAsync(caller, report.Id, null, byStage) == ReportChainResult.Done, "the days of the stages");
    }

    public async Task AssignAsync(string who, string text, params string[] writers)
    {
        var (caller, place, members) = (await PersonAsync(who), await PlaceAsync(text), services.GetRequiredService<MemberService>());
        foreach (var writer in writers)
            Check(
                await members.AssignAsync(caller, place.ReportId, place.DocumentId, await IdAsync(writer), null) == MemberResult.Done,
                $"'{text}' for {writer}"
            );
    }

    /// <summary>Puts words behind some that are there.</summary>
    public Task TypeAsync(string who, string text, string behind, string words) => ReplaceAsync(who, text, behind, behind + words);

    public Task EraseAsync(string who, string text, string words) => ReplaceAsync(who, text, words, "");

    public Task SuggestAsync(string who, string text, string words, string instead) =>
        ReplaceAsync(who, text, words, instead, suggests: true);

    /// <summary>What both have at their beginnings or ends stays untouched.</summary>
    private async Task ReplaceAsync(string who, string text, string words, string instead, bool suggests = false)
    {
        var (place, version, now) = await OpenAsync(text);
        var at = Find(text, now, words);
        var same = words.Zip(instead).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = words[same..].Reverse().Zip(instead[same..].Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        var changes = ChangeSet.Replace(now.Length, at + same, at + words.Length - end, instead[same..^end]);
        var id = Guid.NewGuid().ToString("N");
        using var json = JsonDocument.Parse(changes.ToJson());
        await services
            .GetRequiredService<EditingService>()
            .PushAsync(
                await PersonAsync(who),
                JsonSerializer.SerializeToElement(place.Name.ToString()),
                JsonSerializer.SerializeToElement(version),
                JsonSerializer.SerializeToElement(
                    new[]
                    {
                        new
                        {
                            id,
                            clientID = id,
                            changes = json.RootElement,
                            suggests,
                        },
                    }
                )
            );
    }

    /// <param name="about">Empty: the text as a whole.</param>
    public async Task<int> CommentAsync(string who, string text, string about, string words, params string[] named)
    {
        var (place, version, now) = await OpenAsync(text);
        var from = about.Length == 0 ? 0 : Find(text, now, about);
        var subject = about.Length == 0 ? CommentSubject.Whole : CommentSubject.Words;
        var to = about.Length == 0 ? now.Length : from + about.Length;
        return await services
            .GetRequiredService<CommentService>()
            .AddAsync(await PersonAsync(who), place, new NewComment(version, from, to, subject, words, await IdsAsync(named)));
    }

    /// <summary>Who answers has read what he was told until then.</summary>
    public async Task AnswerAsync(string who, string text, int thread, string words)
    {
        await services.GetRequiredService<NoticeService>().ReadAsync(await IdAsync(who), null);
        await services.GetRequiredService<CommentService>().ReplyAsync(await PersonAsync(who), await PlaceAsync(text), thread, words, []);
    }

    public async Task SettleAsync(string who, string text, int thread, string reason) =>
        await services
            .GetRequiredService<CommentService>()
            .HandleAsync(await PersonAsync(who), await PlaceAsync(text), thread, isResolved: true, Adoption.Adopted, reason);

    /// <summary>Names the version that the text has now.</summary>
    public async Task NameAsync(string who, string text, string name)
    {
        var (place, version, _) = await OpenAsync(text);
        var named = await services.GetRequiredService<NamedVersionService>().NameAsync(await PersonAsync(who), place, version, name);
        Check(named == NamingResult.Done, $"'{name}' of '{text}'");
    }

    /// <summary>Submits, signs or returns what is printed now.</summary>
    public async Task ActAsync(string who, string text, ReviewVerb verb, string? words = null, DateOnly? minutes = null)
    {
        var (place, report) = (await PlaceAsync(text), await ReportAsync());
        // Who signs says what he has read.
        var hash = verb == ReviewVerb.Approve ? ContentHash.Of(report, await report.CompileNowAsync(), place.Path) : null;
        var said = new ReviewWords(hash, words, minutes, DespiteComments: true);
        var answer = await services.GetRequiredService<ReviewService>().ActAsync(await PersonAsync(who), place, verb, said);
        Check(answer.Refusal is null, $"{verb} of '{text}': {answer.Refusal}");
    }

    private async Task<List<int>> IdsAsync(IEnumerable<string> names)
    {
        var ids = new List<int>();
        foreach (var name in names)
            ids.Add(await IdAsync(name));
        return ids;
    }

    private static int Find(string text, string content, string words) =>
        content.IndexOf(words, StringComparison.Ordinal) is var at and >= 0 && content.LastIndexOf(words, StringComparison.Ordinal) == at
            ? at
            : throw new StoryException($"'{words}' does not stand once in '{text}'.");

    private static void Check(bool isDone, string what)
    {
        if (!isDone)
            throw new StoryException($"It was refused: {what}.");
    }
}
