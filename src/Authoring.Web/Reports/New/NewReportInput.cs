using System.Globalization;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Making;

namespace Authoring.Web.Reports.New;

/// <summary>
/// What somebody has filled in so far about a report that he makes. It travels with the form from step to step, so that whoever goes back
/// finds what he typed; the server keeps nothing of it.
/// </summary>
public sealed class NewReportInput
{
    public const int Steps = 4;
    public const string Template = "template",
        Folder = "folder",
        Earlier = "earlier";

    /// <summary>A report's own way of numbering, where it comes with one.</summary>
    public const string OwnProfile = "own";

    private const string RoleName = "role-",
        DayName = "day-";

    public int Step { get; set; } = 1;
    public string Source { get; set; } = Template;

    /// <summary>The slug of the report to begin with, for <see cref="Earlier"/>.</summary>
    public string From { get; set; } = "";
    public bool WithText { get; set; }
    public string Title { get; set; } = "";
    public string Period { get; set; } = "";
    public string Issuer { get; set; } = "";
    public string Slug { get; set; } = "";
    public string Profile { get; set; } = "";
    public string Deadline { get; set; } = "";

    /// <summary>By person, as <see cref="ReportRole"/> names them.</summary>
    public Dictionary<int, string> Roles { get; } = [];

    /// <summary>By stage, as they were typed.</summary>
    public Dictionary<int, string> Days { get; } = [];

    public bool HasOwnNumbering => Source != Template;

    internal static NewReportInput Read(IFormCollection form)
    {
        var input = new NewReportInput
        {
            Step = int.TryParse(form["step"], CultureInfo.InvariantCulture, out var step) ? Math.Clamp(step, 1, Steps) : 1,
            Source = form["source"] is [Folder or Earlier] ? form["source"].ToString() : Template,
            From = form["from"].ToString(),
            WithText = form["with-text"] == "true",
            Title = TextTitle.Clean(form["title"].ToString()),
            Period = TextTitle.Clean(form["period"].ToString()),
            Issuer = TextTitle.Clean(form["issuer"].ToString()),
            Slug = form["slug"].ToString().Trim(),
            Profile = form["profile"].ToString(),
            Deadline = form["deadline"].ToString().Trim(),
        };
        foreach (var (name, value) in form)
            if (IdIn(name, RoleName) is { } person && Enum.TryParse<ReportRole>(value, out var role) && Enum.IsDefined(role))
                input.Roles[person] = role.ToString();
            else if (IdIn(name, DayName) is { } stage && value.ToString().Trim() is { Length: > 0 } day)
                input.Days[stage] = day;
        return input;
    }

    private static int? IdIn(string name, string before) =>
        name.StartsWith(before, StringComparison.Ordinal) && int.TryParse(name[before.Length..], CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>Everything that stands in fields of other steps than the one that is shown.</summary>
    public IEnumerable<(string Name, string Value)> Elsewhere =>
        Enumerable.Range(1, Steps).Where(step => step != Step).SelectMany(Of).Where(filled => filled.Value.Length > 0);

    private IEnumerable<(string Name, string Value)> Of(int step) =>
        step switch
        {
            1 =>
            [
                ("source", Source),
                ("from", From),
                ("with-text", WithText ? "true" : ""),
                ("title", Title),
                ("period", Period),
                ("issuer", Issuer),
                ("slug", Slug),
            ],
            2 => [("profile", Profile)],
            3 => Roles.Select(role => (NameOfRole(role.Key), role.Value)),
            _ => Days.Select(day => (NameOfDay(day.Key), day.Value)).Prepend(("deadline", Deadline)),
        };

    public static string NameOfRole(int person) => $"{RoleName}{person.ToString(CultureInfo.InvariantCulture)}";

    public static string NameOfDay(int stage) => $"{DayName}{stage.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The way of numbering that is chosen: the first is proposed, or the report's own.</summary>
    public string ChosenProfile =>
        Profile == OwnProfile && HasOwnNumbering ? OwnProfile
        : ReportTemplate.Profiles.Any(p => p.Name == Profile) ? Profile
        : HasOwnNumbering ? OwnProfile
        : ReportTemplate.Profiles[0].Name;
}
