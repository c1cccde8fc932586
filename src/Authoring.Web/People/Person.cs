using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;

namespace Authoring.Web.People;

/// <summary>
/// Somebody who may sign in. <see cref="IdentityUser{TKey}.UserName"/> is what is typed at sign-in, <see cref="DisplayName"/> what others
/// see.
/// </summary>
internal sealed class Person : IdentityUser<int>
{
    [MaxLength(100)]
    public required string DisplayName { get; set; }
    public int? OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }

    /// <summary>Where a stage of review is of his organisation's level, he signs there for it and for those under it.</summary>
    public bool SignsForOrganisation { get; set; }

    /// <summary>A person who has left keeps his name in the history and may do nothing more.</summary>
    public bool Disabled { get; set; }

    /// <summary>In which language he is written to: the one that he chose last; null: Chinese.</summary>
    [MaxLength(10)]
    public string? Language { get; set; }
}

/// <summary>A school or a bureau.</summary>
internal sealed class Organisation
{
    public int Id { get; set; }

    [MaxLength(100)]
    public required string Name { get; set; }

    /// <summary>Null: nobody has said.</summary>
    public OrganisationLevel? Level { get; set; }

    /// <summary>The organisation that it stands under; null: none. One that is not there any more is none.</summary>
    public int? ParentId { get; set; }
}
