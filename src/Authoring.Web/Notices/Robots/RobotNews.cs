using Authoring.Web.Documents;

namespace Authoring.Web.Notices.Robots;

/// <summary>Something of a report that a robot is to tell its group. It says how much there is, and never what or whose.</summary>
internal sealed class RobotNews
{
    public int Id { get; set; }

    /// <summary><see cref="Robot.Name"/>.</summary>
    [System.ComponentModel.DataAnnotations.MaxLength(40)]
    public required string Robot { get; set; }
    public int ReportId { get; set; }
    public Report? Report { get; set; }

    /// <summary>Notices that people were given.</summary>
    public int Count { get; set; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long At { get; set; }

    /// <summary>How often the service has refused it.</summary>
    public int Tries { get; set; }

    /// <summary>Not to be tried again before then, in milliseconds since 1970, UTC.</summary>
    public long? After { get; set; }
}
