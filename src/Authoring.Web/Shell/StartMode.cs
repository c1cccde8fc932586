namespace Authoring.Web.Shell;

/// <summary>How the program was started. Demo accounts depend on this alone, never on an environment variable.</summary>
internal sealed record StartMode(bool IsDemo)
{
    public static readonly StartMode Demo = new(true);
    public static readonly StartMode Serve = new(false);

    public string DefaultDatabase => IsDemo ? "data/demo.db" : "data/authoring.db";
}
