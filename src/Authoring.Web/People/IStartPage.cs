namespace Authoring.Web.People;

/// <summary>Where somebody is led who has signed in without having asked for a page: what he has to do is known above.</summary>
internal interface IStartPage
{
    Task<string> StartPageAsync(int personId);
}
