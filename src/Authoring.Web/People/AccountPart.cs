namespace Authoring.Web.People;

/// <summary>A component that a folder above shows on everybody's own page; it takes the parameter <c>Person</c>, his id.</summary>
internal sealed record AccountPart(Type Component);
