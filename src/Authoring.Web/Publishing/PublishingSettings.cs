namespace Authoring.Web.Publishing;

/// <summary>What PDFs are made with, and how much they may cost: the settings under <c>Publishing</c>.</summary>
internal sealed class PublishingSettings
{
    public const string Section = "Publishing";

    /// <summary>Where <c>soffice</c> is; by default it is looked for on the path.</summary>
    public string? LibreOffice { get; set; }

    /// <summary>A folder with the office's own fonts, beside those of the system.</summary>
    public string? Fonts { get; set; }

    /// <summary>Of one pass: longer, and LibreOffice is ended.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an answer is waited for, with all who come before.</summary>
    public TimeSpan WaitLimit { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>Megabytes of address space that LibreOffice may have; it needs some 700 for a plain report.</summary>
    public int MemoryMegabytes { get; set; } = 3_000;

    /// <summary>Megabytes of any one file that it writes.</summary>
    public int FileMegabytes { get; set; } = 300;

    /// <summary>How many reports may wait while another one is made.</summary>
    public int MaxWaiting { get; set; } = 20;

    /// <summary>Megabytes of finished files that are kept, so that the same content is not laid out again.</summary>
    public int CacheMegabytes { get; set; } = 500;
}
