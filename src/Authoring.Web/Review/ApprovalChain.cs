using System.ComponentModel.DataAnnotations;
using Authoring.Web.People;

namespace Authoring.Web.Review;

/// <summary>
/// The way that texts take from draft to final: stages, in order, at each of which somebody signs. Data of the administrators; a report
/// names one.
/// </summary>
internal sealed class ApprovalChain
{
    public int Id { get; set; }

    [MaxLength(100)]
    public required string Name { get; set; }

    /// <summary>That of reports that name none.</summary>
    public bool IsDefault { get; set; }
    public List<ApprovalStage> Stages { get; } = [];
}

/// <summary>One stage of a chain.</summary>
internal sealed class ApprovalStage
{
    public int Id { get; set; }
    public int ChainId { get; set; }
    public int Order { get; set; }

    /// <summary>For programs, unique in its chain: <c>school</c>.</summary>
    [MaxLength(40)]
    public required string Key { get; set; }

    [MaxLength(100)]
    public required string Name { get; set; }

    /// <summary>Those sign here who sign for organisations of this level; null: whoever is named, by hand alone.</summary>
    public OrganisationLevel? Level { get; set; }

    /// <summary>Who signs here says on which day the meeting was that passed the text.</summary>
    public bool AsksMinutes { get; set; }
    public List<StageSigner> Signers { get; } = [];
}

/// <summary>
/// Who signs at a stage. With an organisation: for its texts. Without: for the texts of every organisation that has nobody of its own
/// there.
/// A stage at which nobody signs for an organisation is passed over: schools directly under the city have no county.
/// </summary>
internal sealed class StageSigner
{
    public int Id { get; set; }
    public int StageId { get; set; }
    public ApprovalStage? Stage { get; set; }
    public int? OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }
    public int PersonId { get; set; }
    public Person? Person { get; set; }

    /// <summary>May sign for the others of this stage and of those before it, with a reason that stays visible.</summary>
    public bool MayOverride { get; set; }
}

/// <summary>The day by which texts of a report should have passed a stage.</summary>
internal sealed class StageDeadline
{
    public int ReportId { get; set; }
    public int StageId { get; set; }
    public DateOnly Day { get; set; }
}
