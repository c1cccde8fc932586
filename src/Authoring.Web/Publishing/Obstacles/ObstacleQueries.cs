using System.Globalization;
using System.Security.Claims;
using Authoring.Web.Comments;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Publishing.Obstacles;

/// <summary>What stands in the way of publishing a report, as it was compiled: by kind, and in each by chapter.</summary>
internal sealed class ObstacleQueries(
    IDbContextFactory<AuthoringDb> database,
    CommentQueries comments,
    TextReviewStates states,
    WaiverService waivers
)
{
    /// <returns>Nothing for somebody who may not read the report.</returns>
    public async Task<IReadOnlyList<Obstacle>?> ListAsync(ClaimsPrincipal caller, LiveReport report, Compilation compilation)
    {
        if (await comments.ReadAsync(caller, report, compilation) is not { } said)
            return null;
        var places = new ObstaclePlaces(report, compilation);
        var texts = new ObstaclesInTexts(compilation, places);
        var found = texts
            .All(await NamesAsync(texts.Suggesting))
            .Concat(Comments(said, report, places))
            .Concat(await UnsignedAsync(report, compilation, places));
        var given = await waivers.ListAsync(report.Id);
        return
        [
            .. Apart(found)
                .Select(obstacle => obstacle with { Waiver = given.GetValueOrDefault(obstacle.Fingerprint) })
                .OrderBy(obstacle => obstacle.Kind)
                .ThenBy(obstacle => (obstacle.Order.Chapter, obstacle.Order.Line, obstacle.Order.Within)),
        ];
    }

    /// <summary>Two of the same, as one word in two places of a line, are two, and are waived one by one.</summary>
    private static IEnumerable<Obstacle> Apart(IEnumerable<Obstacle> found)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var obstacle in found)
        {
            var count = seen[obstacle.Fingerprint] = seen.GetValueOrDefault(obstacle.Fingerprint) + 1;
            yield return count == 1
                ? obstacle
                : obstacle with
                {
                    Fingerprint = Obstacle.FingerprintOf(
                        obstacle.Kind,
                        obstacle.Path,
                        obstacle.Fingerprint,
                        count.ToString(CultureInfo.InvariantCulture)
                    ),
                };
        }
    }

    private async Task<Dictionary<string, string>> NamesAsync(IReadOnlySet<string> people)
    {
        var ids = people.Select(id => int.TryParse(id, CultureInfo.InvariantCulture, out var number) ? number : 0).ToList();
        await using var db = await database.CreateDbContextAsync();
        return await db
            .Users.Where(person => ids.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id.ToString(CultureInfo.InvariantCulture), person => person.DisplayName);
    }

    /// <summary>Whoever answers in a thread, or gives it to somebody, has changed what a waiver was for.</summary>
    private static IEnumerable<Obstacle> Comments(IReadOnlyList<CommentListView> said, LiveReport report, ObstaclePlaces places)
    {
        var paths = report.Documents.ToLookup(
            document => Addresses.OfText(document.Value),
            document => document.Key,
            StringComparer.Ordinal
        );
        foreach (var thread in said.Where(thread => !thread.IsResolved))
        {
            if (paths[thread.Address.Split('#')[0]].FirstOrDefault(places.IsPrinted) is not { } path)
                continue;
            yield return places.Make(
                ObstacleKind.Comments,
                path,
                0,
                ("publish.open-comment", [thread.By, Short(thread.Words)]),
                thread.Id.ToString(CultureInfo.InvariantCulture),
                thread.Words,
                thread.Answers.ToString(CultureInfo.InvariantCulture),
                thread.AssigneeId?.ToString(CultureInfo.InvariantCulture) ?? ""
            ) with
            {
                Address = thread.Address,
            };
        }
    }

    private static string Short(string words)
    {
        const int longest = 60; // UTF-16 code units
        return words.Length <= longest ? words : words[..(char.IsHighSurrogate(words[longest - 1]) ? longest - 1 : longest)] + "…";
    }

    /// <summary>A waiver allows a text without its signatures as it prints now, and as long as nobody sends it back.</summary>
    private async Task<IEnumerable<Obstacle>> UnsignedAsync(LiveReport report, Compilation compilation, ObstaclePlaces places)
    {
        var standing = await states.ListForAsync(report.Id);
        if (standing.Count == 0)
            return places.Printed.Any() ? [NoChain(report)] : [];
        return places
            .Printed.Where(path => standing.TryGetValue(path, out var state) && !state.IsFinal)
            .Select(path => Unsigned(path, standing[path], ContentHash.Of(report, compilation, path), places));
    }

    private static Obstacle Unsigned(string path, TextReviewState state, string hash, ObstaclePlaces places)
    {
        (string, object[]) sentence = state.IsInReview
            ? ("publish.unsigned-review", [state.StageName!, state.Signed, state.Stages])
            : ($"publish.unsigned-{state.State}", []);
        var sentBack = state.By is null ? "" : $"{state.By}\n{state.Since:O}\n{state.Reason}";
        return places.Make(ObstacleKind.Unsigned, path, 0, sentence, hash, sentBack) with
        {
            Address = $"{places.AddressOf(path, 0)}#review",
        };
    }

    private static Obstacle NoChain(LiveReport report) =>
        new(
            ObstacleKind.Unsigned,
            "",
            new ObstacleOrder(-1, 0, 0),
            "",
            0,
            Addresses.OfReport(report.Slug, "chain"),
            ("publish.unsigned-no-chain", []),
            Obstacle.FingerprintOf(ObstacleKind.Unsigned, "", "no chain")
        );
}
