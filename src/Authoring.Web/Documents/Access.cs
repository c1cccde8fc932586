namespace Authoring.Web.Documents;

/// <summary>What a person may do in a report; each includes the ones before it.</summary>
internal enum Access
{
    None,
    Read,
    Suggest,
    Write,
    Manage,
}

/// <summary>What a person may do in one text of a report, and why no more.</summary>
internal enum TextAccess
{
    None,
    Read,

    /// <summary>He writes in the report, and this text is assigned to others.</summary>
    ReadAssigned,

    /// <summary>The text was taken out of the report.</summary>
    ReadRemoved,

    /// <summary>The text is final.</summary>
    ReadFinal,

    /// <summary>What he types are suggestions.</summary>
    Suggest,
    Write,
}
