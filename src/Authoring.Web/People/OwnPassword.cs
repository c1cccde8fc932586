using Microsoft.AspNetCore.Identity;

namespace Authoring.Web.People;

/// <summary>Changing one's own password. Guessing the old one runs into the same limits as at sign-in.</summary>
internal sealed class OwnPassword(SignInManager<Person> signIn, SignInService door, SignInSessions sessions, PasswordRules rules)
{
    public async Task<IReadOnlyList<Objection>> ChangeAsync(Person person, string old, string wanted, string repeated)
    {
        var users = signIn.UserManager;
        var objections = new List<Objection>();
        // A field left empty is no guess.
        var check = old.Length == 0 ? SignInStatus.Wrong : (await door.CheckAsync(person.UserName, old)).Answer;
        if (check == SignInStatus.Paused)
            return [new(Fields.Password, "locked-out")];
        if (check != SignInStatus.Done)
            objections.Add(new(Fields.Password, "password-wrong"));
        if (wanted == old)
            objections.Add(new(Fields.NewPassword, "password-same"));
        else if (await rules.ObjectionAsync(person, wanted) is { } objection)
            objections.Add(objection);
        if (wanted != repeated)
            objections.Add(new(Fields.Repeat, "password-differs"));
        if (objections.Count > 0)
            return objections;

        var result = await users.ChangePasswordAsync(person, old, wanted);
        // Changed in another window at the same moment: the old one is not his any more.
        if (result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure)))
            return [new(Fields.Password, "password-wrong")];
        if (!result.Succeeded)
            throw new InvalidOperationException(
                $"The password was not changed: {string.Join("; ", result.Errors.Select(e => e.Description))}"
            );
        var claims = await users.GetClaimsAsync(person);
        await users.RemoveClaimsAsync(person, claims.Where(c => c.Type == InitialPassword.Claim));
        await sessions.EndAllAsync(person.Id);
        await signIn.SignInAsync(person, isPersistent: true);
        return [];
    }
}
