using Authoring.Web.Reports.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Authoring.Web.Storage;

internal sealed partial class AuthoringDb
{
    public DbSet<ReportFile> ReportFiles => Set<ReportFile>();

    private sealed class FileTables : IEntityTypeConfiguration<ReportFile>
    {
        public void Configure(EntityTypeBuilder<ReportFile> table)
        {
            table.HasIndex(f => new { f.ReportId, f.Path }).IsUnique();
        }
    }
}
