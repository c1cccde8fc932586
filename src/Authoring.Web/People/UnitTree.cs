namespace Authoring.Web.People;

/// <summary>The organisations as they stand under one another. One whose parent is not there stands at the top.</summary>
public sealed class UnitTree
{
    private readonly Dictionary<int, OrganisationView> all;
    private readonly ILookup<int, OrganisationView> below;

    public UnitTree(IReadOnlyList<OrganisationView> organisations)
    {
        all = organisations.ToDictionary(o => o.Id);
        below = organisations
            .OrderBy(o => o.Level ?? OrganisationLevel.School)
            .ThenBy(o => o.Name, StringComparer.Ordinal)
            .ToLookup(ParentOf);
    }

    private int ParentOf(OrganisationView organisation) => organisation.ParentId is { } id && all.ContainsKey(id) ? id : 0;

    public IEnumerable<OrganisationView> Top => below[0];

    public IEnumerable<OrganisationView> Below(int id) => below[id];

    /// <summary>With itself: none of these can be its parent.</summary>
    public HashSet<int> Under(int id)
    {
        HashSet<int> found = [id];
        Queue<int> next = new([id]);
        while (next.TryDequeue(out var at))
            foreach (var organisation in below[at])
                if (found.Add(organisation.Id))
                    next.Enqueue(organisation.Id);
        return found;
    }

    /// <summary>Itself, the one above it, and so on to the top.</summary>
    public IEnumerable<OrganisationView> Up(int id)
    {
        HashSet<int> seen = [];
        for (var at = all.GetValueOrDefault(id); at is not null && seen.Add(at.Id); at = all.GetValueOrDefault(ParentOf(at)))
            yield return at;
    }

    /// <summary>From the top to it, each with how deep it stands: as they are listed.</summary>
    public IEnumerable<(OrganisationView Unit, int Depth)> InOrder() => Walk(0, 0);

    private IEnumerable<(OrganisationView Unit, int Depth)> Walk(int parent, int depth) =>
        below[parent].SelectMany(unit => Walk(unit.Id, depth + 1).Prepend((unit, depth)));
}
