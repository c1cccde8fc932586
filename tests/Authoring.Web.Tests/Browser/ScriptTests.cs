using System.ComponentModel;
using System.Diagnostics;

namespace Authoring.Web.Tests.Browser;

/// <summary>The browser side's own tests, which run in Node, and its types.</summary>
public sealed class ScriptTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    public async Task The_browser_side_holds(string script)
    {
        Process process;
        try
        {
            process = Process.Start(
                new ProcessStartInfo("npm", ["run", "--silent", script])
                {
                    UseShellExecute = false,
                    WorkingDirectory = Path.Combine(Checkout.Root, "wwwroot-assets"),
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
        }
        catch (Win32Exception)
        {
            Assert.Fail("npm is not on the PATH, though the build needed it.");
            throw;
        }
        using (process)
        {
            var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, string.Join('\n', await output));
        }
    }
}
