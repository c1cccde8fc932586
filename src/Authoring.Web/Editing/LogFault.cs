namespace Authoring.Web.Editing;

/// <summary>What can be wrong with a text's log.</summary>
internal enum LogFaultKind
{
    NoStart,
    StartChanged,
    Ends,
    Missing,
    Length,
    Changed,
    Unreadable,
    WholeText,
    WholeTextBeyond,
    CutOff,
    OtherEnd,
    NoHead,
    BegunAnew,
    Ids,
    Client,
}

/// <summary>What is wrong with one text's log: up to which version all is well, and what is not then.</summary>
/// <param name="First">Numbers of which the sentence speaks.</param>
internal sealed record LogFault(
    int DocumentId,
    string Path,
    int Version,
    LogFaultKind Kind,
    int First = 0,
    int Second = 0,
    string Detail = ""
)
{
    public string Sentence =>
        Kind switch
        {
            LogFaultKind.NoStart => "the text as it was in the beginning is missing",
            LogFaultKind.StartChanged => "the text as it was in the beginning is not the one that was seeded",
            LogFaultKind.Ends => $"the log ends here; it should lead to version {First}",
            LogFaultKind.Missing => $"version {First} is missing; {Second} follows",
            LogFaultKind.Length => $"the next update is for a text of {First} characters; there are {Second}",
            LogFaultKind.Changed when First < Second => $"one of the updates from version {First} to {Second} is not as it was logged: "
                + "its words, its author or its time were changed",
            LogFaultKind.Changed =>
                $"the update of version {First} is not as it was logged: its words, its author or its time were changed",
            LogFaultKind.Unreadable => $"the next update cannot be read: {Detail}",
            LogFaultKind.WholeText => "the text that was written beside the log is not the one that the log gives",
            LogFaultKind.WholeTextBeyond => $"there is a snapshot of version {First}, and the log ends here",
            LogFaultKind.CutOff => $"the log ends here; it led to version {First}: {First - Version} updates at its end are missing",
            LogFaultKind.OtherEnd => "the log does not lead to the end that is kept of it: an update was changed",
            LogFaultKind.NoHead => "the end of the log, which is kept beside it, is missing",
            LogFaultKind.BegunAnew => $"the end of the log, which is kept beside it, was lost; a new chain begins at version {First}",
            LogFaultKind.Ids => $"the names of the packed updates up to version {First} are not theirs",
            LogFaultKind.Client => $"the clientID {Detail}, which version {First} came under, is not kept as its person's",
            _ => throw new ArgumentOutOfRangeException(nameof(Kind)),
        };
}
