namespace Authoring.Web.Editing;

/// <summary>The limits of the editing protocol, settings under <c>Editing</c>. Lengths are UTF-16 code units.</summary>
internal sealed class EditingLimits
{
    /// <summary>The longest text; a city's whole report has some 60,000 characters.</summary>
    public int MaxTextLength { get; set; } = 1_000_000;

    /// <summary>The most parts (kept, deleted, replaced) that one change set may have.</summary>
    public int MaxSpans { get; set; } = 50_000;

    /// <summary>The most ranges that the marks of one update may have, and all suggestions of one text together.</summary>
    public int MaxMarks { get; set; } = 20_000;

    /// <summary>The longest reason that is given with a decision on a suggestion.</summary>
    public int MaxReasonLength { get; set; } = 2_000;
    public int MaxUpdatesPerPush { get; set; } = 2_000;

    /// <summary>The longest <c>id</c> and <c>clientID</c>.</summary>
    public int MaxIdLength { get; set; } = 100;

    /// <summary>
    /// What one person may push in the long run; a fast typist makes 15 a second. A large update counts once for each <see
    /// cref="BytesPerUpdate"/>.
    /// </summary>
    public int UpdatesPerSecond { get; set; } = 1_000;
    public int BytesPerUpdate { get; set; } = 1_000;

    /// <summary>What one person may push at once, after a long absence.</summary>
    public int UpdatesAtOnce { get; set; } = 10_000;

    /// <summary>
    /// What one person may ask in the long run, and at once, from all his windows, in units of some microseconds: a call costs one, opening
    /// a text twenty and one for each
    /// thousand characters. A page that comes back takes some 150.
    /// </summary>
    public int ReadingPerSecond { get; set; } = 1_000;
    public int ReadingAtOnce { get; set; } = 10_000;

    /// <summary>
    /// How many calls that read much are answered at the same time: the others wait, so that what is written goes on. 0: one for every two
    /// processors.
    /// </summary>
    public int HeavyReadsAtOnce { get; set; }
    public int OpenTextsPerConnection { get; set; } = 64;

    /// <summary>How many windows may have one text open at the same time.</summary>
    public int ConnectionsPerText { get; set; } = 1_000;

    /// <summary>How many of them may be one person's.</summary>
    public int ConnectionsPerPersonAndText { get; set; } = 100;

    /// <summary>How many connections one person may have in all. Beyond twice as many, further ones are closed at once.</summary>
    public int ConnectionsPerPerson { get; set; } = 300;

    /// <summary>
    /// What waits to be sent to a connection that does not read; beyond it the connection is closed, and its page comes back for what it
    /// has missed.
    /// </summary>
    public long UnsentBytesPerConnection { get; set; } = 4_000_000;

    /// <summary>How many updates one answer to <c>Pull</c> holds at most.</summary>
    public int UpdatesPerPull { get; set; } = 500;

    /// <summary>The transport's own limit for one message, in bytes; beyond it the sender's connection closes.</summary>
    public int MaxMessageBytes { get; set; } = 1024 * 1024;

    /// <summary>After so many updates, or so many bytes of them, the whole text is written beside the log.</summary>
    public int UpdatesPerSnapshot { get; set; } = 500;
    public long BytesPerSnapshot { get; set; } = 2_000_000;

    /// <summary>
    /// When more than this is logged beside the database file (<c>-wal</c>), as somebody reads for long, it is brought into the database
    /// and cut as soon as readers allow.
    /// </summary>
    public long WriteAheadLogBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Updates older than this are packed, so many at a time, but for the last ones of each text.</summary>
    public TimeSpan PackedAfter { get; set; } = TimeSpan.FromDays(7);
    public int UpdatesPerStretch { get; set; } = 4_000;
    public int UpdatesLeftUnpacked { get; set; } = 10_000;

    /// <summary>Among packed updates a whole text is kept after so many of them, at least: from it a later version is had.</summary>
    public int UpdatesPerCheckpoint { get; set; } = 20_000;

    /// <summary>
    /// How many updates, and how many bytes of them, an open text keeps in memory for rebasing; older ones are read from the database.
    /// </summary>
    public int UpdatesInMemory { get; set; } = 5_000;
    public long BytesInMemory { get; set; } = 4_000_000;

    /// <summary>
    /// The most ids of an open text that are kept in memory, some 20 bytes each; of a text with more unpacked updates every id is looked up
    /// in the database.
    /// </summary>
    public int IdsInMemory { get; set; } = 50_000;

    /// <summary>What lies further back is rebased over before a push takes its turn in the text.</summary>
    public int UpdatesPerTurn { get; set; } = 100;
}
