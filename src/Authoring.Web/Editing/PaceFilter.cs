using Authoring.Web.People;
using Microsoft.AspNetCore.SignalR;

namespace Authoring.Web.Editing;

/// <summary>Holds every caller to his measure, before anything is read or looked up: what is refused costs, too.</summary>
internal sealed class PaceFilter(Pace pace) : IHubFilter
{
    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (CallCosts.Of(invocationContext.HubMethodName) is { } cost)
        {
            var person = invocationContext.Context.User!.PersonId();
            pace.Enter(person);
            pace.Spend(person, cost - 1);
        }
        return next(invocationContext);
    }
}
