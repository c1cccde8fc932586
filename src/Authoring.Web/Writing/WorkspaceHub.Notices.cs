using Authoring.Web.Notices;
using Authoring.Web.People;
using Authoring.Web.Todo;
using Microsoft.AspNetCore.Mvc;

namespace Authoring.Web.Writing;

/// <param name="Tasks">What others have asked of the caller.</param>
/// <param name="Notices">What he was told and has not read.</param>
internal sealed record WaitingCounts(int Tasks, int Notices);

internal sealed partial class WorkspaceHub
{
    /// <summary>The numbers above the caller's pages. <c>Noticed(count)</c> tells when the second one has changed.</summary>
    public async Task<WaitingCounts> Waiting([FromServices] TodoService tasks, [FromServices] NoticeService notices)
    {
        var person = Context.User!.PersonId();
        if (await statuses.FindAsync(Context.User) is null)
            return new WaitingCounts(0, 0);
        return new WaitingCounts(await tasks.CountAsync(person), await notices.UnreadAsync(person));
    }
}
