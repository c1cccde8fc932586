using System.CommandLine;
using Authoring.Web;
using Authoring.Web.CommandLine;
using Authoring.Web.Shell;

// The words on the command line; what each does stands in CommandLine/ and Shell/Workspace.cs.
var urls = new Option<string?>("--urls") { Description = "Where to listen; several addresses are separated by ';'." };
var demo = new Command("demo", "Serve http://localhost:5080 with demo accounts and the sample report; database data/demo.db.") { urls };
demo.SetAction((words, cancellation) => Workspace.RunAsync(StartMode.Demo, words.GetValue(urls), cancellation));
var serve = new Command("serve", "Serve for real; the first start prints a one-time link that creates the administrator.") { urls };
serve.SetAction((words, cancellation) => Workspace.RunAsync(StartMode.Serve, words.GetValue(urls), cancellation));

var root = new RootCommand("Authoring: write a yearly report together, live, and take the numbered document.")
{
    demo,
    serve,
    CompileCommand.Create(),
    VerifyCommand.Create(Workspace.Build),
};
return await StartAsync(args);

async Task<int> StartAsync(string[] words)
{
    var parsed = root.Parse(words);
    if (words.Length > 0 && parsed.Errors.Count == 0)
        return await parsed.InvokeAsync();
    foreach (var error in parsed.Errors)
        await Console.Error.WriteLineAsync(error.Message);
    // Help that nobody asked for is no output: it goes to standard error.
    await root.Parse(["--help"]).InvokeAsync(new InvocationConfiguration { Output = Console.Error });
    return 2;
}
