using Authoring.Web.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Authoring.Web.Storage;

internal sealed partial class AuthoringDb
{
    public DbSet<ReportFile> ReportFiles => Set<ReportFile>();
    public DbSet<PictureRendition> PictureRenditions => Set<PictureRendition>();

    private sealed class FileTables : IEntityTypeConfiguration<ReportFile>, IEntityTypeConfiguration<PictureRendition>
    {
        public void Configure(EntityTypeBuilder<ReportFile> table)
        {
            table.HasIndex(f => new { f.ReportId, f.Path }).IsUnique();
        }

        public void Configure(EntityTypeBuilder<PictureRendition> table)
        {
            table.HasKey(r => new { r.Hash, r.Longest });
        }
    }
}
