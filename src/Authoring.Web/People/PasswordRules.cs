using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.People;

/// <summary>What may be a password, wherever one is set: the account store itself asks here.</summary>
internal sealed class PasswordRules(IOptions<SignInLimits> limits, StartMode mode, IDbContextFactory<AuthoringDb> database)
    : IPasswordValidator<Person>
{
    /// <summary>In UTF-16 code units. Hashing takes the longer, the longer a password is.</summary>
    public const int Longest = 200;

    private static readonly string[] Product = ["authoring", "质量年报写作平台", "质量年报", "年报写作", "写作平台"];

    public int Shortest => limits.Value.ShortestPassword;

    /// <summary>What is wrong with a password for this person; nothing when it may be his.</summary>
    public async Task<Objection?> ObjectionAsync(Person person, string password)
    {
        if (mode.IsDemo && password == DemoAccounts.Password)
            return null;
        var characters = password.EnumerateRunes().Count();
        if (characters < Shortest)
            return Object("password-too-short", Shortest.ToString());
        if (password.Length > Longest)
            return Object("password-too-long");
        if (password.All(c => char.IsDigit(c) || char.IsWhiteSpace(c) || char.IsPunctuation(c)))
            return Object("password-only-digits");
        var common = GuessablePassword.CostOf(password, Product);
        var own = GuessablePassword.CostOf(password, [.. Product, .. await NamesAsync(person)]);
        if (own < GuessablePassword.Enough && own < common)
            return Object("password-is-name");
        return common < GuessablePassword.Enough ? Object("password-common") : null;

        static Objection Object(string reason, string detail = "") => new(Fields.NewPassword, reason, detail);
    }

    public async Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password) =>
        await ObjectionAsync(user, password ?? "") is { } objection
            ? IdentityResult.Failed(new IdentityError { Code = objection.Reason, Description = objection.Detail })
            : IdentityResult.Success;

    private async Task<IEnumerable<string>> NamesAsync(Person person)
    {
        var organisation = person.Organisation?.Name;
        if (organisation is null && person.OrganisationId is { } id)
        {
            await using var db = await database.CreateDbContextAsync();
            organisation = await db.Organisations.Where(o => o.Id == id).Select(o => o.Name).FirstOrDefaultAsync();
        }
        return new[] { person.UserName, person.DisplayName, organisation }.OfType<string>();
    }
}
