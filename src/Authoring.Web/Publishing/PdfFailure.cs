namespace Authoring.Web.Publishing;

/// <summary>Why there is no PDF. Each has its sentence: <c>pdf.failed-…</c> among the words.</summary>
internal enum PdfFailure
{
    /// <summary>There is no LibreOffice on this server.</summary>
    NotInstalled,

    /// <summary>So many wait already that another one would not be made in time.</summary>
    QueueFull,

    /// <summary>It took longer than it may, or the answer came too late for who asked.</summary>
    TimedOut,

    /// <summary>LibreOffice was ended by somebody or something else, most often for want of memory.</summary>
    Killed,

    /// <summary>There is no room for what has to be written.</summary>
    DiskFull,

    /// <summary>What has to be written is larger than it may be.</summary>
    TooLarge,

    /// <summary>LibreOffice ended without a PDF that can be read.</summary>
    NothingMade,
}
