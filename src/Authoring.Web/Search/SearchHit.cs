namespace Authoring.Web.Search;

/// <summary>A place that was found.</summary>
/// <param name="Number">As printed; empty: it has none.</param>
/// <param name="About">Where it is, or whose.</param>
internal sealed record SearchHit(string Number, string Title, string About, string Address);

/// <summary>Places of one kind.</summary>
/// <param name="Kind">Names its icon: <c>texts</c>, <c>captions</c> …</param>
/// <param name="Label">In words.</param>
internal sealed record SearchGroup(string Kind, string Label, IReadOnlyList<SearchHit> Hits);

internal sealed record SearchAnswer(IReadOnlyList<SearchGroup> Groups);
