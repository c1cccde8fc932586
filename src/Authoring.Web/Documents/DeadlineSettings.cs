namespace Authoring.Web.Documents;

/// <summary>When a deadline counts as near, settings under <c>Deadlines</c>.</summary>
internal sealed class DeadlineSettings
{
    /// <summary>
    /// So many days before a day people are told that it is near; several are separated by <c>;</c>. Empty: nobody is told.
    /// </summary>
    public string DaysBefore { get; set; } = "3;1";

    /// <summary>Not earlier than at this hour of the day: some are told by e-mail, or in a group.</summary>
    public int FromHour { get; set; } = 8;

    /// <summary>The most first.</summary>
    public IReadOnlyList<int> Days =>
        [
            .. DaysBefore
                .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(word => int.TryParse(word, out var days) ? days : -1)
                .Where(days => days >= 0)
                .Distinct()
                .OrderDescending(),
        ];

    /// <summary>Something that is due on that day cannot wait any more; also when the day is over.</summary>
    public bool IsNear(DateOnly? due, DateOnly today) =>
        due is { } day && Days is [var most, ..] && day.DayNumber - today.DayNumber <= most;

    /// <summary>
    /// For which of the numbers of days people are to be told today; null: for none. Who was not told in time is told once, for the last.
    /// </summary>
    public int? Now(DateOnly due, DateOnly today)
    {
        var left = due.DayNumber - today.DayNumber;
        return left < 0 ? null : Days.Where(days => days >= left).Select(days => (int?)days).LastOrDefault();
    }
}
