using Authoring.Web.Storage;

namespace Authoring.Web.People;

/// <summary>Answers for what stands above the people and belongs to an organisation.</summary>
internal interface IOrganisationUse
{
    /// <summary>Why an organisation must stay, as a key of the words; null: it may go.</summary>
    Task<string?> WhyNeededAsync(AuthoringDb db, int organisationId);

    /// <summary>Takes it out of what may name it, in the transaction in which it goes.</summary>
    Task LetGoAsync(AuthoringDb db, int organisationId);
}
