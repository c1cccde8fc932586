namespace Authoring.Web.Shell;

/// <summary>
/// Whoever is told that something is wrong stands in the field that is: the fields of a form by name, and which of them gets the focus.
/// </summary>
public sealed class FieldFocus
{
    private readonly Dictionary<string, Func<ValueTask>> fields = new(StringComparer.Ordinal);
    private string? wanted;

    public void Add(string field, Func<ValueTask> focus) => fields[field] = focus;

    /// <param name="field">Nothing: nobody's focus moves.</param>
    public void Ask(string? field) => wanted = field;

    /// <summary>Once the form shows what is wrong.</summary>
    public async ValueTask MoveAsync()
    {
        var field = wanted;
        wanted = null;
        if (field is not null && fields.TryGetValue(field, out var focus))
            await focus();
    }
}
