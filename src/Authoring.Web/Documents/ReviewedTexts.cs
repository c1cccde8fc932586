using Authoring.Web.Storage;

namespace Authoring.Web.Documents;

/// <summary>Which texts of a report are closed by their review, and which lie with one person to be signed: their ids.</summary>
internal sealed record ReviewedTexts(IReadOnlySet<int> Final, IReadOnlySet<int> ToSign)
{
    public static readonly ReviewedTexts None = new(new HashSet<int>(), new HashSet<int>());
}

/// <summary>Answers for the review, which stands above the rights and decides with them.</summary>
internal interface IReviewedTexts
{
    Task<ReviewedTexts> ReadAsync(AuthoringDb db, int personId, int reportId);

    Task<bool> IsFinalAsync(AuthoringDb db, int documentId, CancellationToken cancellation);
}
