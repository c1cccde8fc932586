using Authoring.Web.Notices.Mail;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Notices;

/// <summary>How somebody wants to be told of one kind of thing.</summary>
internal sealed record NoticeWish(NoticeKind Kind, bool InApplication, bool ByMail);

/// <summary>How people want to be told, and where their e-mail goes. Each person's own choice; nobody sees another's.</summary>
internal sealed class NoticeWishes(IDbContextFactory<AuthoringDb> database)
{
    public async Task<(string? Address, IReadOnlyList<NoticeWish> Wishes)> FindAsync(int personId)
    {
        await using var db = await database.CreateDbContextAsync();
        var chosen = await db.NoticeChoices.AsNoTracking().Where(c => c.PersonId == personId).ToDictionaryAsync(c => c.Kind);
        var address = await db.Users.Where(p => p.Id == personId).Select(p => p.Email).SingleAsync();
        return (
            address,
            [
                .. NoticeKinds.Choices.Select(kind => new NoticeWish(
                    kind,
                    chosen.GetValueOrDefault(kind)?.InApplication ?? true,
                    chosen.GetValueOrDefault(kind)?.ByMail ?? false
                )),
            ]
        );
    }

    /// <param name="language">In which he is to be written to.</param>
    /// <returns>What is wrong; empty: it was kept.</returns>
    public async Task<IReadOnlyList<Objection>> KeepAsync(int personId, string? typed, IReadOnlyList<NoticeWish> wishes, string language)
    {
        var address = MailAddress.Tidy(typed);
        if (address is not null && !MailAddress.IsGood(address))
            return [new Objection(Fields.Mail, "mail-address")];
        if (address is null && wishes.Any(wish => wish.ByMail))
            return [new Objection(Fields.Mail, "mail-missing")];
        await using var db = await database.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        // Not by the user manager: a new address is no reason to sign him out elsewhere.
        await db
            .Users.Where(p => p.Id == personId)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(p => p.Email, address)
                    .SetProperty(p => p.NormalizedEmail, address == null ? null : address.ToUpperInvariant())
                    .SetProperty(p => p.Language, language)
            );
        await db.NoticeChoices.Where(c => c.PersonId == personId).ExecuteDeleteAsync();
        db.NoticeChoices.AddRange(
            wishes.Select(wish => new NoticeChoice
            {
                PersonId = personId,
                Kind = wish.Kind,
                InApplication = wish.InApplication,
                ByMail = wish.ByMail,
            })
        );
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return [];
    }
}
