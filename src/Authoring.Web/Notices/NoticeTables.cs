using Authoring.Web.Documents;
using Authoring.Web.Notices;
using Authoring.Web.Notices.Robots;
using Authoring.Web.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Authoring.Web.Storage;

internal sealed partial class AuthoringDb
{
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<NoticeChoice> NoticeChoices => Set<NoticeChoice>();
    public DbSet<RobotNews> RobotNews => Set<RobotNews>();

    private sealed class NoticeTables
        : IEntityTypeConfiguration<Notice>,
            IEntityTypeConfiguration<NoticeChoice>,
            IEntityTypeConfiguration<RobotNews>
    {
        public void Configure(EntityTypeBuilder<Notice> table)
        {
            table.HasIndex(n => new { n.PersonId, n.ReadAt });
            table.HasIndex(n => new { n.ToMail, n.MailedAt });
            table.HasIndex(n => new
            {
                n.DocumentId,
                n.Kind,
                n.At,
            });
            table.HasOne<Report>().WithMany().HasForeignKey(n => n.ReportId);
        }

        public void Configure(EntityTypeBuilder<NoticeChoice> table)
        {
            table.HasKey(c => new { c.PersonId, c.Kind });
            table.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
        }

        public void Configure(EntityTypeBuilder<RobotNews> table)
        {
            table.HasIndex(n => n.Robot);
        }
    }
}
