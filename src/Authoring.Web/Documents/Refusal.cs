namespace Authoring.Web.Documents;

/// <summary>The codes with which the editing protocol says no.</summary>
internal enum RefusalCode
{
    NotAllowed,
    NotFound,
    BadMessage,
    BadChange,
    BadVersion,
    TooLarge,
    TooFast,
    Locked,
    NotSaved,
    NotNow,
    Changed,
    Blocked,
    NoReason,
    NoMinutes,
    OpenComments,
}

/// <summary>An answer to the sender of a message, and to nobody else: a code that programs understand and a sentence for people.</summary>
internal sealed class Refusal(RefusalCode code, string sentence) : Exception($"{Word(code)}: {sentence}")
{
    public RefusalCode Code { get; } = code;

    public string CodeWord => Word(Code);

    public static Refusal NotAllowed(string sentence) => new(RefusalCode.NotAllowed, sentence);

    public static Refusal NotFound(string sentence) => new(RefusalCode.NotFound, sentence);

    public static Refusal BadMessage(string sentence) => new(RefusalCode.BadMessage, sentence);

    public static Refusal BadChange(string sentence) => new(RefusalCode.BadChange, sentence);

    public static Refusal BadVersion(string sentence) => new(RefusalCode.BadVersion, sentence);

    public static Refusal TooLarge(string sentence) => new(RefusalCode.TooLarge, sentence);

    public static Refusal TooFast(string sentence) => new(RefusalCode.TooFast, sentence);

    /// <summary>Closed for now. The sender keeps it and may send it again.</summary>
    public static Refusal Locked(string sentence) => new(RefusalCode.Locked, sentence);

    /// <summary>The database did not take it. The sender keeps it and sends it again under the same id.</summary>
    public static Refusal NotSaved(string sentence) => new(RefusalCode.NotSaved, sentence);

    private static string Word(RefusalCode code) =>
        code switch
        {
            RefusalCode.NotNow => "not-now",
            RefusalCode.Changed => "changed",
            RefusalCode.Blocked => "blocked",
            RefusalCode.NoReason => "no-reason",
            RefusalCode.NoMinutes => "no-minutes",
            RefusalCode.OpenComments => "open-comments",
            RefusalCode.NotAllowed => "not-allowed",
            RefusalCode.NotFound => "not-found",
            RefusalCode.BadMessage => "bad-message",
            RefusalCode.BadChange => "bad-change",
            RefusalCode.BadVersion => "bad-version",
            RefusalCode.TooLarge => "too-large",
            RefusalCode.TooFast => "too-fast",
            RefusalCode.Locked => "locked",
            RefusalCode.NotSaved => "not-saved",
            _ => throw new ArgumentOutOfRangeException(nameof(code)),
        };
}
