namespace Authoring.Web.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Authoring.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
