namespace Authoring.Web.People;

/// <summary>
/// How many live pages may be open at a time: settings under <c>Circuits</c>. A page that is one too many is shown and does not
/// live.
/// </summary>
internal sealed class CircuitLimits
{
    /// <summary>Of one person, in all his windows together.</summary>
    public int MostOfPerson { get; set; } = 50;

    /// <summary>
    /// From one address: an office shares one, and so does everybody behind a proxy that is not named in <c>Proxy:Known</c>.
    /// </summary>
    public int MostOfAddress { get; set; } = 2000;
}
