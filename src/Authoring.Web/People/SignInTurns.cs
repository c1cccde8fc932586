using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;

namespace Authoring.Web.People;

/// <summary>
/// Passwords tried for one account take turns. Side by side, each would read the same count of wrong guesses, and all but one would be lost: a
/// hundred guesses at once would count as one.
/// </summary>
internal static class SignInTurns
{
    /// <summary>Accounts that share a turn wait for each other a little; there is nothing to be remembered of any.</summary>
    private const int Count = 256;
    private static readonly ImmutableArray<SemaphoreSlim> Turns = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1, 1))];

    /// <param name="attempt">Reads the account itself, so that it sees what the one before it has counted.</param>
    public static async Task<T> TakeAsync<T>(UserManager<Person> users, string? name, Func<Task<T>> attempt)
    {
        var turn = Turns[(int)((uint)string.GetHashCode(users.NormalizeName(name?.Trim()) ?? "", StringComparison.Ordinal) % Count)];
        await turn.WaitAsync();
        try
        {
            return await attempt();
        }
        finally
        {
            turn.Release();
        }
    }
}
