using System.Security.Cryptography;
using Authoring.Compile;
using Authoring.Compile.Pictures;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports.Making;

/// <summary>A text of a report that is about to be made.</summary>
internal sealed record NewText(DocumentKind Kind, string Key, string Path, string Text);

/// <summary>A report that is about to be made: its <c>report.yml</c>, its texts, its pictures.</summary>
internal sealed record NewReport(
    string Slug,
    string Title,
    string Definition,
    DateOnly? Deadline,
    IReadOnlyList<NewText> Texts,
    IReadOnlyList<(string Path, byte[] Content)> Files
);

/// <summary>Puts new reports into the database, whole or not at all.</summary>
internal sealed class ReportMaker(IDbContextFactory<AuthoringDb> database)
{
    /// <summary>False: the slug is taken.</summary>
    public async Task<bool> SaveAsync(NewReport made, IEnumerable<(int PersonId, ReportRole Role)> members)
    {
        await using var db = await database.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await db.Reports.AnyAsync(r => r.Slug == made.Slug))
            return false;
        var report = new Report
        {
            Slug = made.Slug,
            Title = made.Title,
            Definition = made.Definition,
            Deadline = made.Deadline,
        };
        db.Reports.Add(report);
        foreach (var (path, content) in made.Files)
            db.ReportFiles.Add(FileOf(report, path, PictureCleaner.Clean(content)));
        foreach (var (person, role) in members)
            db.ReportMembers.Add(MemberOf(report, person, role));
        var texts = made.Texts.Select(text => (Document: DocumentOf(report, text), text.Text)).ToList();
        db.Documents.AddRange(texts.Select(t => t.Document));
        await db.SaveChangesAsync();
        db.Snapshots.AddRange(texts.Select(t => BeginningOf(t.Document, t.Text)));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return true;
    }

    private static ReportFile FileOf(Report report, string path, byte[] content) =>
        new()
        {
            Report = report,
            Path = path,
            Content = content,
            Hash = Convert.ToHexStringLower(SHA256.HashData(content)),
        };

    private static ReportMember MemberOf(Report report, int person, ReportRole role) =>
        new()
        {
            Report = report,
            PersonId = person,
            Role = role,
        };

    private static Document DocumentOf(Report report, NewText text) =>
        new()
        {
            Report = report,
            Kind = text.Kind,
            Key = text.Key,
            Path = text.Path,
        };

    private static Snapshot BeginningOf(Document document, string text) =>
        new()
        {
            DocumentId = document.Id,
            Version = 0,
            Text = text,
        };

    /// <summary>Everything that a report folder holds.</summary>
    public static NewReport Read(ReportFolder folder)
    {
        var definition = folder.ReadDefinition();
        var keys = new HashSet<(DocumentKind, string)>();
        var texts = new List<NewText>();
        foreach (var path in definition.Front.Concat(definition.Body).Concat(definition.Annexes))
            Add(DocumentKind.Section, path, _ => Path.GetFileNameWithoutExtension(path));
        foreach (var path in definition.Cases)
            Add(DocumentKind.Case, path, text => SourceFile.Read(path, text).CaseId);
        var files = folder.Images().Select(path => (path, folder.ReadImage(path)!)).ToList();
        return new NewReport(definition.Slug, definition.Title, folder.ReadText(ReportDefinition.FileName)!, null, texts, files);

        void Add(DocumentKind kind, string path, Func<string, string> keyOf)
        {
            // A file that is missing or cannot be read is named by the compiler's diagnostics.
            if (folder.ReadText(path) is not { } text || texts.Exists(t => t.Path == path))
                return;
            var wanted = keyOf(text);
            var key = wanted;
            for (var n = 2; !keys.Add((kind, key)); n++)
                key = $"{wanted}-{n}";
            texts.Add(new NewText(kind, key, path, text));
        }
    }
}
