using System.Text;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.People;

/// <summary>One person of a pasted list; <paramref name="Number"/> is the line in what was pasted, from 1.</summary>
public sealed record PeopleLine(int Number, string DisplayName, string UserName, string Organisation);

/// <summary>
/// A list of people as it is pasted from a spreadsheet or a CSV file: name, user name, organisation, a line each; separated by tabs or
/// commas,
/// also the Chinese one; with or without quotes and a heading.
/// </summary>
internal sealed record PeopleList(IReadOnlyList<PeopleLine> Lines, IReadOnlyList<Objection> Unreadable)
{
    public const int MostLines = 200;

    /// <summary>In UTF-16 code units: two hundred lines of the longest names.</summary>
    public const int LongestText = MostLines * 260;

    public static PeopleList Parse(string? pasted)
    {
        var lines = new List<PeopleLine>();
        var unreadable = new List<Objection>();
        if (pasted?.Length > LongestText)
            return new([], [new(Fields.Lines, "list-too-long")]);
        var number = 0;
        foreach (var line in (pasted ?? "").ReplaceLineEndings("\n").TrimStart('\ufeff').Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var cells = Cells(line);
            if (lines.Count == 0 && IsHeading(cells))
                continue;
            if (cells.Count is < 2 or > 3)
                unreadable.Add(new(FieldOf(number), "line-cells"));
            lines.Add(new PeopleLine(number, cells[0], cells.Count > 1 ? cells[1].Trim() : "", cells.Count > 2 ? cells[2] : ""));
        }
        if (lines.Count > MostLines)
            return new([], [new(Fields.Lines, "list-too-long")]);
        if (lines.Count == 0)
            unreadable.Add(new(Fields.Lines, "list-empty"));
        return new(lines, unreadable);
    }

    /// <summary>The field that objections to a line are about.</summary>
    public static string FieldOf(int number) => $"{Fields.Lines}-{number}";

    /// <summary>All that is wrong, line by line: nothing is created while there is any.</summary>
    public async Task<IReadOnlyList<Objection>> ObjectionsAsync(AuthoringDb db, UserManager<Person> users)
    {
        var objections = new List<Objection>(Unreadable);
        var taken = await db.Users.Select(p => p.NormalizedUserName!).ToHashSetAsync();
        foreach (var line in Lines.Where(line => Unreadable.All(u => u.Field != FieldOf(line.Number))))
        {
            var field = FieldOf(line.Number);
            if (NameRules.FaultOfName(line.DisplayName) is { } nameFault)
                objections.Add(new(field, nameFault));
            if (NameRules.FaultOfUserName(line.UserName) is { } userFault)
                objections.Add(new(field, userFault));
            else if (!taken.Add(users.NormalizeName(line.UserName)!))
                objections.Add(new(field, "user-name-taken"));
            if (line.Organisation.Length > 0 && NameRules.FaultOfName(line.Organisation) is { } fault)
                objections.Add(new(field, "organisation-" + fault));
        }
        return objections;
    }

    private static bool IsHeading(List<string> cells) => cells.Count > 1 && cells[0] is "姓名" or "Name" or "name";

    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        // A spreadsheet separates with tabs, and then commas belong to the names.
        var separators = line.Contains('\t') ? "\t" : ",，";
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[i++]);
            else if (line[i] == '"' && (isQuoted || cell.Length == 0))
                isQuoted = !isQuoted;
            else if (!isQuoted && separators.Contains(line[i]))
                Next();
            else
                cell.Append(line[i]);
        }
        Next();
        return cells;

        void Next()
        {
            cells.Add(NameRules.Tidy(cell.ToString()));
            cell.Clear();
        }
    }
}
