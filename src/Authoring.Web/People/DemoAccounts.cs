using Authoring.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.People;

/// <summary>The accounts of <c>demo</c>. They exist when the program was started with that word, and never otherwise.</summary>
internal static class DemoAccounts
{
    public const string Password = "demo-2025";

    /// <summary>Who manages a seeded report.</summary>
    public const string Editor = "editor";

    public static readonly IReadOnlyList<(string Name, string DisplayName, string Organisation)> All =
    [
        ("author1", "撰稿人甲", "第一职业学校"),
        ("author2", "撰稿人乙", "第二职业学校"),
        ("author3", "撰稿人丙", "第三职业学校"),
        ("school-reviewer", "学校审核人", "第一职业学校"),
        ("county-reviewer", "县审核人", "县教育局"),
        ("city-reviewer", "市局审核人", "市教育局职成科"),
        ("approver", "终审人", "市教育局"),
        ("editor", "统稿编辑", "市教育局职成科"),
        ("admin", "管理员", "市教育局"),
    ];

    private const string City = "市教育局",
        County = "县教育局";

    private static readonly Dictionary<string, string> Above = new(StringComparer.Ordinal)
    {
        [County] = City,
        ["市教育局职成科"] = City,
        ["第一职业学校"] = County,
        ["第二职业学校"] = County,
        ["第三职业学校"] = City,
    };

    /// <summary>Those who sign for their organisations.</summary>
    private static readonly string[] Signing = ["school-reviewer", "county-reviewer", "city-reviewer"];

    public static async Task EnsureAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuthoringDb>();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        foreach (var (name, displayName, organisation) in All)
        {
            if (await users.FindByNameAsync(name) is not null)
                continue;
            var school = await db.Organisations.FirstOrDefaultAsync(o => o.Name == organisation) ?? await AddAsync(db, organisation);
            var result = await users.CreateAsync(
                new Person
                {
                    UserName = name,
                    DisplayName = displayName,
                    Organisation = school,
                    SignsForOrganisation = Signing.Contains(name),
                    LockoutEnabled = true,
                },
                Password
            );
            if (!result.Succeeded)
                throw new InvalidOperationException(
                    $"The account {name} could not be made: {string.Join("; ", result.Errors.Select(e => e.Description))}"
                );
        }
        await EnsureAdministratorAsync(users, scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole<int>>>());
    }

    private static async Task<Organisation> AddAsync(AuthoringDb db, string name)
    {
        var organisation = new Organisation { Name = name, Level = NameRules.LevelOf(name) };
        if (Above.TryGetValue(name, out var above))
            organisation.ParentId = (await db.Organisations.FirstOrDefaultAsync(o => o.Name == above) ?? await AddAsync(db, above)).Id;
        db.Organisations.Add(organisation);
        await db.SaveChangesAsync();
        return organisation;
    }

    private static async Task EnsureAdministratorAsync(UserManager<Person> users, RoleManager<IdentityRole<int>> roles)
    {
        if (!await roles.RoleExistsAsync(FirstAdministrator.Role))
            await roles.CreateAsync(new IdentityRole<int>(FirstAdministrator.Role));
        if ((await users.GetUsersInRoleAsync(FirstAdministrator.Role)).Count == 0)
            await users.AddToRoleAsync((await users.FindByNameAsync("admin"))!, FirstAdministrator.Role);
    }
}
