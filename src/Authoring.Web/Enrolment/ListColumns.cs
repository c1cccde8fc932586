namespace Authoring.Web.Enrolment;

/// <summary>What a column of a list says of people.</summary>
public enum ColumnKind
{
    Name,
    UserName,
    Organisation,
    Role,
}

/// <summary>Which column says what, from 0; null: none does. Guessed by the headings, and changed by whoever knows better.</summary>
/// <param name="Heading">The row that names the columns, by its place among the rows; -1: there is none.</param>
public sealed record ListColumns(int Heading, IReadOnlyDictionary<ColumnKind, int> At)
{
    /// <summary>Titles and notes stand above the headings in many lists.</summary>
    private const int RowsAbove = 8;

    // Whole headings first: 单位 in 单位性质 is another thing.
    private static readonly (ColumnKind Kind, string[] Words)[] Known =
    [
        (ColumnKind.Name, ["姓名", "名字", "人员", "name", "full name", "display name"]),
        (ColumnKind.UserName, ["用户名", "账号", "帐号", "登录名", "登录账号", "工号", "user name", "username", "account", "login"]),
        (
            ColumnKind.Organisation,
            ["单位", "单位名称", "学校", "学校名称", "所在单位", "工作单位", "organisation", "organization", "school", "unit"]
        ),
        (ColumnKind.Role, ["角色", "权限", "职责", "身份", "role", "right", "rights"]),
    ];

    // Where nothing is called an account, people sign in with what is theirs alone.
    private static readonly string[] Instead =
    [
        "手机",
        "手机号",
        "手机号码",
        "电话",
        "联系电话",
        "邮箱",
        "电子邮箱",
        "phone",
        "mobile",
        "email",
        "e-mail",
    ];

    public int? this[ColumnKind kind] => At.TryGetValue(kind, out var column) ? column : null;

    public static ListColumns Guess(PeopleSheet sheet)
    {
        var guesses = sheet.Rows.Take(RowsAbove).Select((row, at) => new ListColumns(at, Match(row.Cells))).ToList();
        var best = guesses.MaxBy(guess => guess.At.Count);
        if (best is not null && best[ColumnKind.Name] is not null && best.At.Count > 1)
            return best;
        // Without headings: in the order in which the template has them.
        var kinds = Enum.GetValues<ColumnKind>().Take(sheet.Columns);
        return new ListColumns(-1, kinds.Select((kind, at) => (kind, at)).ToDictionary(pair => pair.kind, pair => pair.at));
    }

    private static Dictionary<ColumnKind, int> Match(IReadOnlyList<string> headings)
    {
        var found = new Dictionary<ColumnKind, int>();
        foreach (var (kind, words) in Known)
            if (PlaceOf(headings, words, found) is { } column)
                found[kind] = column;
        if (!found.ContainsKey(ColumnKind.UserName) && PlaceOf(headings, Instead, found) is { } other)
            found[ColumnKind.UserName] = other;
        return found;
    }

    private static int? PlaceOf(IReadOnlyList<string> headings, string[] words, Dictionary<ColumnKind, int> taken)
    {
        bool IsFree(int column) => !taken.ContainsValue(column);
        var columns = Enumerable.Range(0, headings.Count).Where(IsFree).Select(column => (Column: column, Said: Plain(headings[column])));
        var ordered = columns.ToList();
        var whole = ordered.FindIndex(c => words.Contains(c.Said, StringComparer.OrdinalIgnoreCase));
        var part = ordered.FindIndex(c => Array.Exists(words, word => c.Said.EndsWith(word, StringComparison.OrdinalIgnoreCase)));
        return (whole >= 0 ? whole : part) is >= 0 and var found ? ordered[found].Column : null;
    }

    /// <summary>Without the star of what must be filled in, and what stands in brackets.</summary>
    private static string Plain(string heading) => heading.Split('（', '(', '：', ':')[0].Trim('*', '＊', ' ');
}
