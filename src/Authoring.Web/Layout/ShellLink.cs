using Authoring.Web.Reports;

namespace Authoring.Web.Layout;

/// <summary>A place that the drawer leads to.</summary>
/// <param name="Key">Names its mark in the page (<c>nav-…</c>) and its word (<c>nav.…</c>).</param>
/// <param name="IsWhole">Is loaded whole: Blazor's navigation stays away from texts.</param>
/// <param name="Waiting">So much waits there for whoever looks; null: nothing is counted there.</param>
public sealed record ShellLink(string Key, string Address, string Icon, bool IsCurrent, bool IsWhole = false, int? Waiting = null);

/// <summary>The report whose page is shown, for somebody who may read it.</summary>
/// <param name="Links">What he may open of it.</param>
/// <param name="Management">Of those what belongs to the report as a whole, and stands apart.</param>
/// <param name="Others">His other reports.</param>
public sealed record ShellReport(
    string Slug,
    string Title,
    IReadOnlyList<ShellLink> Links,
    IReadOnlyList<ShellLink> Management,
    IReadOnlyList<ReportName> Others
);

/// <summary>What stands around a page: where somebody may go from here.</summary>
public sealed record ShellView(IReadOnlyList<ShellLink> Everywhere, IReadOnlyList<ShellLink> Administration, ShellReport? Report)
{
    /// <summary>On a narrow screen the four most used stand below the page; outside a report also what waits for him.</summary>
    public IReadOnlyList<ShellLink> Bottom =>
        Report is null ? Everywhere : [.. Report.Links.Where(link => link.Key is "overview" or "writing" or "review" or "comments")];
}
