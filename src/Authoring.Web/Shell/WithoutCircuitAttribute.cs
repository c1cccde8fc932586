namespace Authoring.Web.Shell;

/// <summary>A page that has no circuit, and is always loaded whole.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WithoutCircuitAttribute : Attribute;
