using System.Globalization;
using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Making;
using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Todo;

/// <summary>
/// A place to practise: a report of one person alone, with one section and one case card. Everything works in it as everywhere; it is in no
/// list of reports and has no chain, so that nothing of it is ever printed with a report and nobody is bothered. Beginning anew makes
/// another one and leaves the old one to nobody.
/// </summary>
internal sealed class Practice(IDbContextFactory<AuthoringDb> database, ReportMaker maker, Rights rights, IStringLocalizer<Words> words)
{
    private const string Key = "practice";
    private const string CardKey = "practice-case";

    /// <summary>Where this person practises; null: he has not begun.</summary>
    public async Task<string?> FindAsync(ClaimsPrincipal caller)
    {
        var person = caller.PersonId();
        await using var db = await database.CreateDbContextAsync();
        var slug = await Own(db, person).OrderByDescending(m => m.ReportId).Select(m => m.Report!.Slug).FirstOrDefaultAsync();
        return slug is null ? null : AddressOf(slug);
    }

    /// <summary>The address of the text, which is made where there is none yet.</summary>
    public async Task<string> BeginAsync(ClaimsPrincipal caller) => await FindAsync(caller) ?? await MakeAsync(caller.PersonId());

    /// <summary>Anew, with everything as it was at first.</summary>
    public async Task<string> BeginAnewAsync(ClaimsPrincipal caller)
    {
        await using (var db = await database.CreateDbContextAsync())
            await Own(db, caller.PersonId()).ExecuteDeleteAsync();
        rights.Forget();
        return await MakeAsync(caller.PersonId());
    }

    private static IQueryable<ReportMember> Own(AuthoringDb db, int person) =>
        db.ReportMembers.Where(m => m.PersonId == person && m.Report!.Slug.StartsWith(Report.PracticeMark));

    private async Task<string> MakeAsync(int person)
    {
        for (var number = 1; ; number++)
        {
            var slug = string.Create(CultureInfo.InvariantCulture, $"{Report.PracticeMark}{person}-{number}");
            if (await maker.SaveAsync(Made(slug), [(person, ReportRole.Writer)]))
                return AddressOf(slug);
        }
    }

    private NewReport Made(string slug) =>
        new(
            slug,
            words["practice.title"],
            $"""
            title: {words["practice.title"].Value}
            numbering:
              headings: ["{"{1}"}.", "{"{1}"}.{"{2}"}"]
            body:
              - sections/{Key}.md
            cases:
              - cases/{CardKey}.md

            """,
            null,
            [
                new NewText(DocumentKind.Section, Key, $"sections/{Key}.md", words["practice.text"].Value.ReplaceLineEndings("\n")),
                new NewText(DocumentKind.Case, CardKey, $"cases/{CardKey}.md", words["practice.card"].Value.ReplaceLineEndings("\n")),
            ],
            []
        );

    private static string AddressOf(string slug) => Addresses.OfText(new DocumentName(slug, DocumentKind.Section, Key));
}
