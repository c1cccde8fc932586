namespace Authoring.Web.Tests.Browser;

/// <summary>A workspace, and a line to it that tests cut and mend.</summary>
public abstract class OnALine : IAsyncLifetime
{
    private protected RunningWorkspace workspace = null!;
    private protected Line line = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        line = new Line(workspace.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await line.DisposeAsync();
        await workspace.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
