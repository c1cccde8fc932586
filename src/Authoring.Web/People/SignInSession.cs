using System.ComponentModel.DataAnnotations;

namespace Authoring.Web.People;

/// <summary>One sign-in of a person on one device. Its cookie is worth something as long as this is there.</summary>
internal sealed class SignInSession
{
    /// <summary>The claim of the cookie that names it.</summary>
    public const string Claim = "session";

    [MaxLength(32)]
    public required string Id { get; set; }
    public int PersonId { get; set; }
    public Person? Person { get; set; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long StartedAt { get; set; }

    /// <summary>When its cookie was handed out last; a time longer than a cookie's after that it is over.</summary>
    public long RenewedAt { get; set; }
}
