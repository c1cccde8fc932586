using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Authoring.Web.Shell;
using Authoring.Web.Tests.Publishing;
using Authoring.Web.Tests.Review;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Tests.Shell;

/// <summary>
/// No page shows the name of a sentence in its place: every page of every role, in both languages, as the server makes it.
/// </summary>
public sealed partial class SpokenPagesTests
{
    private const string Client = "client.";
    private static readonly string[] Everybodys =
    [
        "/",
        "/todo",
        "/reports",
        "/notices",
        "/account",
        "/sign-out",
        "/no/such/page",
        "/reports/small",
        "/reports/small/lists",
        "/reports/small/figures",
        "/reports/small/board",
        "/reports/small/review",
        "/reports/small/review?text=cases/c01",
        "/reports/small/cases",
        "/reports/small/comments",
        "/reports/small/history",
        "/reports/small/print",
        "/reports/small/read",
        "/reports/small/publish",
        "/reports/small/editions/2",
        "/reports/small/editions/2/changes",
        "/reports/small/sign-off",
        "/reports/small/sections/01-basic",
        "/reports/small/sections/02-training",
        "/reports/small/cases/c01",
        "/reports/small/sections/01-basic/sign-off",
        "/reports/small/cases/c01/sign-off",
        "/reports/small/sections/none",
    ];
    private static readonly string[] Histories =
    [
        "",
        "&from=0",
        "&from=0&view=side",
        "&from=0&view=printed",
        "&at=1",
        "&at=1&view=text",
        "&at=99",
    ];
    private static readonly string[] Managers =
    [
        "/reports/new",
        "/reports/small?edit=true",
        "/reports/small/settings",
        "/reports/small/settings?tab=numbering",
        "/reports/small/members",
        "/reports/small/chain",
    ];
    private static readonly string[] Administrators =
    [
        "/people",
        "/people?new=person",
        "/people?new=organisation",
        "/admin",
        "/people/import",
        "/people/slips",
        "/people?organisation=1&ask=delete",
        "/people?q=nobody",
        "/chains",
        "/chains/1",
    ];
    private static readonly string[] Strangers = ["/sign-in", "/welcome?token=used", "/error", "/not-found"];
    private static readonly string[] People = ["author1", "editor", "admin", "school-reviewer", "county-reviewer", "approver"];

    [Fact]
    public async Task No_page_shows_the_name_of_a_sentence_or_asks_for_one_that_is_not_there()
    {
        var missing = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await using var office = new Office(
            await RunningWorkspace.StartAsync(builder =>
                builder.Services.AddTransient<IStringLocalizer<Words>>(services => new Listening(
                    new StringLocalizer<Words>(services.GetRequiredService<IStringLocalizerFactory>()),
                    name => missing[name] = true
                ))
            )
        );
        await WorkAsync(office);
        var names = await NamesAsync();
        List<string> shown = [];
        foreach (var language in Preferences.Languages.Select(l => l.Culture))
        {
            foreach (var address in Strangers)
                await LookAsync(office, null, language, address, names, shown);
            foreach (var person in People)
            foreach (
                var address in Everybodys
                    .Concat(Histories.Select(more => $"/reports/small/history?text=sections/01-basic{more}"))
                    .Concat(Managers)
                    .Concat(Administrators)
            )
                await LookAsync(office, person, language, address, names, shown);
        }
        Assert.Empty(shown.Distinct());
        Assert.Empty(missing.Keys);
    }

    /// <summary>Something of all that pages speak of.</summary>
    private static async Task WorkAsync(Office office)
    {
        await office.GiveAsync(Office.Basic, "author1");
        await office.TypeAsync("author1", Office.Basic, "\n见@fig:nowhere。");
        await office.CommentAsync("city-reviewer", Office.Basic, "@撰稿人甲 请核实", "author1");
        await office.ActAsync("author1", Office.Card, "submit");
        await office.ActAsync("school-reviewer", Office.Card, "return", "请补充");
        await office.ActAsync("author1", Office.Training, "submit");
        await office.ActAsync("school-reviewer", Office.Training, "approve");
        await office.TypeAsync("editor", Office.Training, "改");
        await Office.UntilAsync(
            async () =>
                (await office.LookAsync("editor", Office.Training)).GetProperty("review").GetProperty("protection").ValueKind
                == System.Text.Json.JsonValueKind.Null,
            "void"
        );
        await office.TypeAsync("editor", Office.Training, "建议", suggests: true);
        await Published.EditionAsync(office.Workspace, "送审稿");
        await office.TypeAsync("author2", Office.Card, "\n另写一段。\n");
        await Published.EditionAsync(office.Workspace, "定稿");
    }

    /// <summary>
    /// Names as they would be shown; those of scripts lose their prefix. A name that is a word of a sentence too, as <c>sign-in</c>, tells
    /// nothing.
    /// </summary>
    private static async Task<HashSet<string>> NamesAsync()
    {
        HashSet<string> names = [],
            words = [];
        foreach (var file in new[] { "Words.resx", "Words.en.resx" })
        {
            var text = await File.ReadAllTextAsync(
                Path.Combine(Checkout.Root, "src/Authoring.Web/Shell", file),
                TestContext.Current.CancellationToken
            );
            names.UnionWith(Name().Matches(text).Select(m => m.Groups[1].Value));
            words.UnionWith(Value().Matches(text).SelectMany(m => Token().Matches(m.Value)).Select(m => m.Value));
        }
        names.UnionWith(
            names.Where(name => name.StartsWith(Client, StringComparison.Ordinal)).Select(name => name[Client.Length..]).ToList()
        );
        names.ExceptWith(words);
        return names;
    }

    private static async Task LookAsync(
        Office office,
        string? person,
        string language,
        string address,
        HashSet<string> names,
        List<string> shown
    )
    {
        using var browser = await office.BrowserAsync(person);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        // A request's own cookies take the place of the client's.
        request.Headers.Add(
            "Cookie",
            string.Join(
                "; ",
                browser
                    .DefaultRequestHeaders.Where(header => header.Key == "Cookie")
                    .SelectMany(header => header.Value)
                    .Append($".AspNetCore.Culture={Uri.EscapeDataString($"c={language}|uic={language}")}")
            )
        );
        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("/sign-in", answer.Headers.Location?.ToString() ?? "", StringComparison.Ordinal);
        if (answer.StatusCode == HttpStatusCode.OK)
            Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
        var seen = Tag()
            .Replace(
                Script().Replace(html, " "),
                tag => string.Join(' ', Spoken().Matches(tag.Value).Select(m => m.Groups[1].Value).Prepend(" ").Append(" "))
            );
        foreach (var word in Token().Matches(WebUtility.HtmlDecode(seen)).Select(m => m.Value))
            if (names.Contains(word))
                shown.Add($"{address} ({person}, {language}): {word}");
    }

    /// <summary>Hears which sentences are asked for and are not there.</summary>
    private sealed class Listening(IStringLocalizer<Words> words, Action<string> missing) : IStringLocalizer<Words>
    {
        public LocalizedString this[string name] => Hear(words[name]);
        public LocalizedString this[string name, params object[] arguments] => Hear(words[name, arguments]);

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => words.GetAllStrings(includeParentCultures);

        private LocalizedString Hear(LocalizedString found)
        {
            if (found.ResourceNotFound)
                missing(found.Name);
            return found;
        }
    }

    [GeneratedRegex("""<data name="([^"]+)""")]
    private static partial Regex Name();

    [GeneratedRegex("(?<=<value>)[^<]+")]
    private static partial Regex Value();

    [GeneratedRegex("""<(script|style)\b[\s\S]*?</\1>|<!--[\s\S]*?-->""")]
    private static partial Regex Script();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("""\s(?:title|aria-label|placeholder|alt|label|data-label)="([^"]*)""")]
    private static partial Regex Spoken();

    [GeneratedRegex("""(?<![\w./@-])[a-z]+(?:[.-][A-Za-z0-9]+)+(?![\w/])""")]
    private static partial Regex Token();
}
