using System.Security.Claims;

namespace Authoring.Web.Review;

internal sealed partial class ChainService
{
    /// <summary>What naming by levels would change; null: the caller is no administrator, or no stage is of a level.</summary>
    public async Task<IReadOnlyList<FillChange>?> ProposeAsync(ClaimsPrincipal caller, int chainId)
    {
        if (!await administration.IsOpenToAsync(caller))
            return null;
        await using var db = await database.CreateDbContextAsync();
        var fill = await LevelFill.ReadAsync(db, chainId);
        return fill.HasLevels ? fill.Changes() : null;
    }

    /// <summary>Names those who sign by the levels of their organisations, for all organisations in one act.</summary>
    public Task<ChainResult> FillAsync(ClaimsPrincipal caller, int chainId) =>
        ActAsync(
            caller,
            chainId,
            async db =>
            {
                (await LevelFill.ReadAsync(db, chainId)).Apply();
                return ChainResult.Done;
            }
        );
}
