using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.Layout;
using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Search;

/// <summary>Pages, and what can be done, by name: what the shell shows to somebody, and what opens from there.</summary>
internal sealed class SearchCommands(ShellLinks links, Rights rights, IStringLocalizer<Words> words)
{
    public async Task<IReadOnlyList<SearchHit>> ListForAsync(ClaimsPrincipal caller, string? slug)
    {
        var shown = await links.ReadAsync(caller, "", slug);
        var commands = new List<SearchHit>();
        if (shown.Report is { } report)
            commands.AddRange([
                .. report.Links.Concat(report.Management).Select(Hit),
                .. OfReport(report.Slug, report.Management.Any(link => link.Key == "settings")),
            ]);
        commands.AddRange(shown.Everywhere.Concat(shown.Administration).Select(Hit));
        commands.AddRange([Action("todo.short", "/todo"), Action("notices.title", "/notices"), Action("account.title", "/account")]);
        if (shown.Administration.Count > 0)
            commands.AddRange([
                Action("roster.new-person", "/people?new=person"),
                Action("roster.new-organisation", "/people?new=organisation"),
            ]);
        if (await rights.MayCreateAsync(caller))
            commands.Add(Action("new.title", "/reports/new"));
        return [.. commands, Action("people.sign-out", "/sign-out")];
    }

    private IEnumerable<SearchHit> OfReport(string slug, bool manages) =>
        [
            Action("progress.title", Addresses.OfReport(slug, "board")),
            Action("sign-off.title", Addresses.OfReport(slug, "sign-off")),
            .. manages
                ? new[]
                {
                    Action("board.edit", Addresses.OfReport(slug, "?edit=true")),
                    Action("report-chain.title", Addresses.OfReport(slug, "chain")),
                }
                : [],
        ];

    private SearchHit Hit(ShellLink link) => new("", words[$"nav.{link.Key}"], "", link.Address);

    private SearchHit Action(string name, string address) => new("", words[name], "", address);
}
