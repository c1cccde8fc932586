using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Shell;

/// <summary>How near a day is, counted where people work.</summary>
/// <param name="Count">Below 0: the day is over.</param>
public readonly record struct DaysLeft(DateOnly Day, int Count)
{
    private const int Near = 7;

    public static DaysLeft Until(DateOnly day, TimeProvider clock) =>
        new(day, day.DayNumber - DateOnly.FromDateTime(clock.GetLocalNow().DateTime).DayNumber);

    public bool IsLate => Count < 0;
    public bool IsNear => Count is >= 0 and <= Near;
    public string Iso => Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal string InWords(IStringLocalizer<Words> words) =>
        (
            Count switch
            {
                0 => words["deadline.today"],
                1 => words["deadline.tomorrow"],
                -1 => words["deadline.late-one"],
                < 0 => words["deadline.late", -Count],
                _ => words["deadline.left", Count],
            }
        ).Value;
}
