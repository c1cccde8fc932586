using Authoring.Web.Board;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Authoring.Web.Storage;

internal sealed partial class AuthoringDb
{
    public DbSet<DeadlineWarning> DeadlineWarnings => Set<DeadlineWarning>();

    private sealed class BoardTables : IEntityTypeConfiguration<DeadlineWarning>
    {
        public void Configure(EntityTypeBuilder<DeadlineWarning> table)
        {
            table.HasKey(w => new
            {
                w.ReportId,
                w.PersonId,
                w.Day,
                w.Before,
            });
        }
    }
}
