namespace Authoring.Web.People;

/// <summary>Says that what somebody is or may do has changed: whoever remembers such things reads them again.</summary>
internal sealed class AccountChanges
{
    public event Action? Changed;

    public void Tell() => Changed?.Invoke();
}
