using Authoring.Web.Documents;
using Authoring.Web.People;

namespace Authoring.Web.Board;

/// <summary>Somebody was told that a day is near. What it says is told once, whatever is started anew.</summary>
internal sealed class DeadlineWarning
{
    public int ReportId { get; set; }
    public Report? Report { get; set; }
    public int PersonId { get; set; }
    public Person? Person { get; set; }

    /// <summary>By which something must be done.</summary>
    public DateOnly Day { get; set; }

    /// <summary>So many days before.</summary>
    public int Before { get; set; }
}
