namespace Authoring.Web.Reports;
internal sealed class Seeds { public Task LoadAsync(string? folders) => Task.CompletedTask; }
