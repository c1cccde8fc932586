using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>What naming by levels would change at one stage, for the texts of one organisation.</summary>
public sealed record FillChange(string Stage, string Organisation, IReadOnlyList<string> Named, IReadOnlyList<string> Unnamed);

/// <summary>
/// Who signs where by the levels of organisations: at a stage of the counties those who sign for the county under which a school stands.
/// A stage that nobody of the level signs for stays as it was named by hand.
/// </summary>
internal sealed class LevelFill
{
    private readonly List<ApprovalStage> stages;
    private readonly IReadOnlyList<OrganisationView> organisations;
    private readonly UnitTree tree;
    private readonly ILookup<int?, (int Id, string Name)> signing;
    private readonly Dictionary<int, string> names;

    private LevelFill(List<ApprovalStage> stages, Roster roster)
    {
        this.stages = stages;
        organisations = roster.Organisations;
        tree = new UnitTree(organisations);
        names = roster.People.ToDictionary(p => p.Id, p => p.DisplayName);
        signing = roster
            .People.Where(p => p is { Signs: true, IsDisabled: false })
            .ToLookup(p => p.OrganisationId, p => (p.Id, p.DisplayName));
    }

    /// <summary>The stages are read to be changed.</summary>
    public static async Task<LevelFill> ReadAsync(AuthoringDb db, int chainId)
    {
        var read = await db.ChainStages.Include(s => s.Signers).Where(s => s.ChainId == chainId).OrderBy(s => s.Order).ToListAsync();
        return new LevelFill(read, await RosterReader.ReadAsync(db, 0));
    }

    public bool HasLevels => stages.Exists(stage => stage.Level is not null);

    public IReadOnlyList<FillChange> Changes() =>
        [.. Differences().Select(d => new FillChange(d.Stage.Name, d.Of.Name, Names(d.Named), Names(d.Unnamed)))];

    private List<string> Names(IEnumerable<int> people) => [.. people.Select(id => names.GetValueOrDefault(id, ""))];

    /// <summary>Whoever is named already keeps his right to sign for others.</summary>
    public void Apply()
    {
        foreach (var (stage, of, named, unnamed) in Differences().ToList())
        {
            stage.Signers.RemoveAll(s => s.OrganisationId == of.Id && unnamed.Contains(s.PersonId));
            stage.Signers.AddRange(named.Select(person => new StageSigner { OrganisationId = of.Id, PersonId = person }));
        }
    }

    private IEnumerable<(ApprovalStage Stage, OrganisationView Of, List<int> Named, List<int> Unnamed)> Differences() =>
        from stage in stages
        where stage.Level is not null
        from organisation in organisations
        let wanted = WantedAt(stage, organisation)
        where wanted.Count > 0 && !IsSo(stage, organisation, wanted)
        let have = stage.Signers.Where(s => s.OrganisationId == organisation.Id).Select(s => s.PersonId).ToList()
        select (stage, organisation, wanted.Except(have).ToList(), have.Except(wanted).ToList());

    /// <summary>They sign already: named for it, or for all that have nobody of their own.</summary>
    private static bool IsSo(ApprovalStage stage, OrganisationView organisation, List<int> wanted)
    {
        var own = stage.Signers.Where(s => s.OrganisationId == organisation.Id).ToList();
        var signers = own.Count > 0 ? own : stage.Signers.Where(s => s.OrganisationId is null);
        return signers.Select(s => s.PersonId).ToHashSet().SetEquals(wanted);
    }

    /// <summary>Those of the nearest organisation of the level, from it upwards, and of its departments, which stand under it.</summary>
    private List<int> WantedAt(ApprovalStage stage, OrganisationView organisation) =>
        tree.Up(organisation.Id)
            .Where(above => above.Level == stage.Level)
            .Select(above => SigningIn(above, stage.Level))
            .FirstOrDefault(people => people.Count > 0)
        ?? [];

    private List<int> SigningIn(OrganisationView above, OrganisationLevel? level)
    {
        var under = tree.Under(above.Id);
        return
        [
            .. organisations
                .Where(o => under.Contains(o.Id) && o.Level == level)
                .SelectMany(o => signing[o.Id])
                .Select(person => person.Id),
        ];
    }
}
