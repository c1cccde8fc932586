using Microsoft.AspNetCore.Identity;

namespace Authoring.Web.People;

/// <summary>Changing one's own password. Guessing the old one runs into the same lock-out as at sign-in.</summary>
internal static class OwnPassword
{
    /// <summary>In UTF-16 code units. Hashing takes the longer, the longer a password is.</summary>
    private const int Longest = 200;

    public static async Task<IReadOnlyList<Objection>> ChangeAsync(SignInManager<Person> signIn, Person person, string old, string wanted, string repeated)
    {
        var users = signIn.UserManager;
        var objections = new List<Objection>();
        // A field left empty is no guess.
        var check = old.Length is 0 or > Longest ? SignInResult.Failed : await signIn.CheckPasswordSignInAsync(person, old, lockoutOnFailure: true);
        if (check.IsLockedOut) return [new(Fields.Password, "locked-out")];
        if (!check.Succeeded) objections.Add(new(Fields.Password, "password-wrong"));
        if (wanted.Length < users.Options.Password.RequiredLength) objections.Add(new(Fields.NewPassword, "password-too-short"));
        else if (wanted.Length > Longest) objections.Add(new(Fields.NewPassword, "password-too-long"));
        else if (wanted == old) objections.Add(new(Fields.NewPassword, "password-same"));
        else if (string.Equals(wanted, person.UserName, StringComparison.OrdinalIgnoreCase)) objections.Add(new(Fields.NewPassword, "password-is-user-name"));
        if (wanted != repeated) objections.Add(new(Fields.Repeat, "password-differs"));
        if (objections.Count > 0) return objections;

        var result = await users.ChangePasswordAsync(person, old, wanted);
        if (!result.Succeeded) throw new InvalidOperationException($"The password was not changed: {string.Join("; ", result.Errors.Select(e => e.Description))}");
        var claims = await users.GetClaimsAsync(person);
        await users.RemoveClaimsAsync(person, claims.Where(c => c.Type == InitialPassword.Claim));
        await signIn.SignInAsync(person, isPersistent: true);
        return [];
    }
}
