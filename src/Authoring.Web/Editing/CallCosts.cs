namespace Authoring.Web.Editing;

/// <summary>
/// What each call of the hub costs its caller, in units of <see cref="Pace"/>; what it costs beyond that by its size is added by whoever
/// answers it.
/// </summary>
internal static class CallCosts
{
    /// <summary>A call that is not listed.</summary>
    private const int Usual = 20;
    public const int CharactersPerUnit = 1_000;
    public const int UpdatesPerUnit = 20;
    public const int BytesPerUnit = 4_000;

    /// <summary>Null: it is never too fast. A push has its own measure; closing takes work away.</summary>
    public static int? Of(string call) =>
        call switch
        {
            "Push" or "Close" => null,
            "Pull" or "Point" or "Unfollow" or "Refuse" => 1,
            "Compare" or "Follow" or "Whereabouts" => 10,
            "Act" or "ActOnAll" => 50,
            _ => Usual,
        };
}
