namespace Authoring.Web.People;

/// <summary>Where an organisation stands: a county is under the city, a school under either. The numbers are in databases.</summary>
public enum OrganisationLevel
{
    City = 1,
    County = 2,
    School = 3,
}
