using Authoring.Web.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Authoring.Web.Storage;

/// <summary>People, and what ASP.NET Core Identity keeps of them.</summary>
internal sealed partial class AuthoringDb : IdentityDbContext<Person, IdentityRole<int>, int>
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<SignInSession> SignInSessions => Set<SignInSession>();

    private sealed class PeopleTables : IEntityTypeConfiguration<Organisation>, IEntityTypeConfiguration<SignInSession>
    {
        public void Configure(EntityTypeBuilder<Organisation> table)
        {
            table.HasIndex(o => o.Name).IsUnique();
        }

        public void Configure(EntityTypeBuilder<SignInSession> table)
        {
            table.HasOne(s => s.Person).WithMany().HasForeignKey(s => s.PersonId);
        }
    }
}
