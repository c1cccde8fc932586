namespace Authoring.Web.Editing;

/// <summary>
/// Where a text's log ends, and the hash of its <see cref="LogChain"/> there: kept beside the log, and changed in the transaction that
/// changes the log, so that
/// updates that are missing at its end are missed.
/// </summary>
internal sealed class LogHead
{
    public int DocumentId { get; set; }
    public int Version { get; set; }
    public required byte[] Hash { get; set; }

    /// <summary>
    /// Where the chain begins: the hash of the text as it was seeded. <see cref="LogChain.Unknown"/>: nothing vouches for what was before
    /// <see cref="Since"/>.
    /// </summary>
    public required byte[] Start { get; set; }

    /// <summary>
    /// The version that the log had when the chain was made: what came before was taken as it was found. 0 but for texts of earlier
    /// databases.
    /// </summary>
    public int Since { get; set; }
}
