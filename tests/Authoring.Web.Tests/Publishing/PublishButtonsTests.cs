using Authoring.Web.Publishing;
using Authoring.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Publishing;

/// <summary>Who downloads sees how far it is, and gets the file; without LibreOffice he is told what is missing.</summary>
public sealed class PublishButtonsTests(Chromium chromium)
{
    private async Task<Visitor> OpenAsync(RunningWorkspace workspace)
    {
        var visitor = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await visitor.GoToAsync("/reports/small/publish");
        await Assertions.Expect(visitor.Page.GetByTestId("publish")).ToHaveAttributeAsync("data-live", "true");
        return visitor;
    }

    [Fact]
    public async Task A_pdf_is_waited_for_and_downloaded()
    {
        using var fake = new FakeOffice("""[ -p "$here/gate" ] || mkfifo "$here/gate"; read < "$here/gate"; cp "$here/made.pdf" "$out" """);
        fake.Has("made.pdf", SmallPdf.Write(1, new Dictionary<string, int>()));
        await using var workspace = await RunningWorkspace.StartAsync(("Publishing:LibreOffice", fake.Program));
        await using var visitor = await OpenAsync(workspace);
        var page = visitor.Page;
        await page.GetByTestId("publish-pdf").ClickAsync();
        await Assertions.Expect(page.GetByTestId("publish-progress")).ToContainTextAsync("正在排版（第 1 遍，共 2 遍）");
        var download = await page.RunAndWaitForDownloadAsync(() => File.WriteAllTextAsync(Path.Combine(fake.Folder, "gate"), "go\n"));
        Assert.Equal("small.pdf", download.SuggestedFilename);
        await Assertions.Expect(page.GetByTestId("publish-said")).ToContainTextAsync("PDF 已生成");
        // The Word file of the same content is there by now.
        download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("publish-docx").ClickAsync());
        Assert.Equal("small.docx", download.SuggestedFilename);
        await Assertions.Expect(page.GetByTestId("publish-said")).ToContainTextAsync("页码与 PDF 一致");
    }

    [Fact]
    public async Task Without_libreoffice_it_is_said_what_to_install_and_word_is_downloaded_all_the_same()
    {
        await using var workspace = await RunningWorkspace.StartAsync(("Publishing:LibreOffice", "/no/such/soffice"));
        await using var visitor = await OpenAsync(workspace);
        var page = visitor.Page;
        await page.GetByTestId("publish-pdf").ClickAsync();
        await Assertions.Expect(page.GetByTestId("publish-said")).ToContainTextAsync("apt install libreoffice-writer-nogui");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("publish-docx").ClickAsync());
        Assert.Equal("small.docx", download.SuggestedFilename);
        await Assertions.Expect(page.GetByTestId("publish-said")).ToContainTextAsync("没有页码");
    }
}
