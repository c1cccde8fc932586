namespace Authoring.Web.Enrolment;

/// <summary>The limits of an uploaded list of people, settings under <c>Enrolment</c>. Sizes are in bytes.</summary>
public sealed class EnrolmentLimits
{
    public long MaxFileSize { get; set; } = 5 * 1024 * 1024;

    /// <summary>All parts of a workbook that are read, unpacked: counted while unpacking, whatever the file says of itself.</summary>
    public long MaxUnpackedSize { get; set; } = 40 * 1024 * 1024;

    /// <summary>Rows with something in them. Each new person costs a twentieth of a second: his password is hashed.</summary>
    public int MaxRows { get; set; } = 300;
    public int MaxColumns { get; set; } = 40;

    /// <summary>Of one cell, in UTF-16 code units: no name is as long.</summary>
    public int MaxCellLength { get; set; } = 500;
}
