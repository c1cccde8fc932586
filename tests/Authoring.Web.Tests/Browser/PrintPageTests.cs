using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using UglyToad.PdfPig;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// The report as pages in a browser: nothing is lost, contents name the pages on which things stand, nothing is torn, and whatever stands
/// in a report finds room.
/// </summary>
public sealed partial class PrintPageTests(Chromium chromium) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("print-").FullName;
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() =>
        workspace = await RunningWorkspace.StartAsync(
            ("Authoring:Seed", $"{Path.Combine(Checkout.Root, "seed", "report")};{OddReport.WriteTo(folder)}")
        );

    public async ValueTask DisposeAsync()
    {
        await workspace.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Contents_and_lists_name_the_pages_on_which_things_stand()
    {
        await using var reader = await OpenAsync("sample-2025");
        var wrong = await reader.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.sheets nav li > a')].flatMap(link => {
              const place = document.getElementById(decodeURIComponent(link.hash.slice(1)))
              const foot = place.closest('.sheet').querySelector('.sheet-foot').textContent
              return foot === `- ${link.querySelector('.page-number').textContent} -` ? [] : [`${link.textContent} ${foot}`]
            })
            """
        );
        Assert.Empty(wrong);
        Assert.InRange(await reader.Page.Locator(".sheets nav li > a").CountAsync(), 60, 200);
    }

    /// <summary>By what another program reads: the pages of the PDF that the browser prints are the pages of the screen.</summary>
    [Fact]
    public async Task What_is_printed_is_what_is_seen()
    {
        await using var reader = await OpenAsync("sample-2025");
        var sheets = await reader.Page.Locator(".sheet .sheet-body").EvaluateAllAsync<string[]>("bodies => bodies.map(b => b.innerText)");
        using var pdf = PdfDocument.Open(await reader.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        Assert.Equal(sheets.Length, pdf.NumberOfPages);
        for (var at = 0; at < sheets.Length; at++)
        {
            var page = pdf.GetPage(at + 1);
            Assert.Equal((595, 842), ((int)Math.Round(page.Width), (int)Math.Round(page.Height)));
            var printed = Signs().Replace(AnyRadical().Replace(page.Text.Normalize(NormalizationForm.FormKC), Any), "");
            foreach (var line in sheets[at].Split('\n').Select(line => Signs().Replace(line.Normalize(NormalizationForm.FormKC), "")))
                Assert.True(line.Length is < 3 or > 20 || IsIn(line, printed), $"page {at + 1} lacks {line}: {printed}");
        }
    }

    /// <summary>Fonts have one shape for a character and its radical, and name it by either: it stands for any.</summary>
    private const string Any = "?";

    private static bool IsIn(string line, string printed)
    {
        for (var at = 0; at + line.Length <= printed.Length; at++)
            if (Enumerable.Range(0, line.Length).All(i => printed[at + i] == line[i] || printed[at + i] == Any[0]))
                return true;
        return false;
    }

    [GeneratedRegex("[\u2E80-\u2FDF]")]
    private static partial Regex AnyRadical();

    [Fact]
    public async Task Nothing_is_torn_or_lonely()
    {
        await using var reader = await OpenAsync("sample-2025");
        var faults = await reader.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.sheet')].flatMap((sheet, at) => {
              const faults = []
              const say = (what, element) => faults.push(`${at + 1}: ${what} ${element.textContent.slice(0, 30)}`)
              const last = element =>
                !element ? null : /^(H[1-6]|P|TABLE|FIGURE|LI)$/.test(element.tagName) ? element : last(element.lastElementChild)
              const end = last(sheet.querySelector('.text'))
              if (end && /^H/.test(end.tagName) && sheet !== document.querySelector('.sheet')) say('a heading alone', end)
              for (const figure of sheet.querySelectorAll('figure'))
                if (!figure.querySelector('img') || !figure.querySelector('figcaption')) say('a torn figure', figure)
              for (const table of sheet.querySelectorAll('table')) {
                if (!table.tHead) say('a table without its head', table)
                if (table.matches('.continued') && !table.caption?.textContent.includes('（续）')) say('a table that goes on unsaid', table)
                if (table.matches('.broken, .continued') && table.tBodies[0].rows.length < 2) say('a row alone', table)
              }
              const body = sheet.querySelector('.sheet-body').getBoundingClientRect()
              const note = sheet.querySelector('.sheet-body > .footnotes')
              const room = note ? note.getBoundingClientRect().top : body.bottom
              if (sheet.querySelector('.text').getBoundingClientRect().bottom > room + 1) say('too full', sheet)
              return faults
            })
            """
        );
        Assert.Empty(faults);
        Assert.True(await reader.Page.Locator("table.continued").CountAsync() > 0, "no table goes on: the test tests nothing");
    }

    [Fact]
    public async Task Pages_have_heads_and_numbers_on_their_outer_side()
    {
        await using var reader = await OpenAsync("sample-2025");
        await Assertions.Expect(reader.Page.Locator(".sheet").First.Locator(".sheet-foot, .sheet-head")).ToHaveCountAsync(0);
        await Assertions.Expect(reader.Page.Locator(".sheet:has(.lists) .sheet-foot").First).ToHaveTextAsync("- I -");
        var sheet = reader.Page.Locator(".sheet.odd:has(.sheet-head)").First;
        await Assertions.Expect(sheet.Locator(".sheet-head")).ToHaveTextAsync(TheFirstChapter());
        await Assertions.Expect(sheet.Locator(".sheet-foot")).ToHaveCSSAsync("text-align", "right");
        await Assertions
            .Expect(reader.Page.Locator(".sheet.even:has(.sheet-head) .sheet-head").First)
            .ToHaveTextAsync("云河市中等职业教育质量年度报告");
    }

    [GeneratedRegex("^1. 基本情况$")]
    private static partial Regex TheFirstChapter();

    /// <summary>
    /// Every word of the column stands on a page, in its order, whatever it is; heads and captions that are said again aside.
    /// </summary>
    [Theory]
    [InlineData("sample-2025")]
    [InlineData("odd")]
    public async Task Nothing_is_lost(string slug)
    {
        await using var reader = await Visitor.SignInAsync(chromium, workspace.Address, "city-reviewer");
        var html = await (
            await reader.Page.Context.APIRequest.GetAsync(new Uri(workspace.Address, $"/reports/{slug}/print").ToString())
        ).TextAsync();
        await GoAsync(reader, slug);
        var (column, pages) = await Both(reader.Page, html);
        Assert.Equal(column, pages);
        Assert.True(column.Length > 10_000);
        reader.ComplainsOfNothing();
    }

    private static async Task<(string Column, string Pages)> Both(IPage page, string html)
    {
        var both = await page.EvaluateAsync<string[]>(
            """
            html => {
              const column = new DOMParser().parseFromString(html, 'text/html').querySelector('.book')
              const pages = document.querySelector('.sheets').cloneNode(true)
              for (const again of pages.querySelectorAll('.sheet-head, .sheet-foot, caption.goes-on, thead.again, .page-number'))
                again.remove()
              // What is seen through several windows is there as often: the first one stands for all.
              for (const row of pages.querySelectorAll('tr:has(.tall), .text > .window'))
                if (row.previousElementSibling?.matches('tr:has(.tall), .window')) row.remove()
              for (const table of pages.querySelectorAll('table.continued')) if (table.querySelector('.tall')) table.remove()
              for (const text of pages.querySelectorAll('.text:has(> .window:first-child)')) text.querySelector('.window')?.remove()
              const notes = root =>
                [...root.querySelectorAll('ol.footnotes > li')].map(note => { note.remove(); return note.textContent }).join('')
              return [column, pages].map(root => { const after = notes(root); return (root.textContent + after).replace(/\s/g, '') })
            }
            """,
            html
        );
        return (both[0], both[1]);
    }

    [Fact]
    public async Task Whatever_stands_in_a_report_finds_room_on_its_pages()
    {
        await using var reader = await OpenAsync("odd");
        var outside = await reader.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.sheet')].flatMap((sheet, at) => {
              const page = sheet.querySelector('.sheet-body').getBoundingClientRect()
              return [...sheet.querySelectorAll('p, td, th, figcaption, caption, h1, h2, .case-title, pre')]
                .filter(part => !part.closest('.window'))
                .filter(part => { const box = part.getBoundingClientRect()
                  return box.bottom > page.bottom + 2 || box.right > page.right + 2 })
                .map(part => `${at + 1} ${part.tagName} ${part.textContent.slice(0, 20)}`)
            })
            """
        );
        Assert.Empty(outside);
    }

    [Fact]
    public async Task Nobody_is_shut_out()
    {
        foreach (var width in new[] { 1440, Look.Narrow })
        {
            await using var reader = await OpenAsync("sample-2025", width);
            await Axe.FindsNothingAsync(reader.Page);
            await Assertions.Expect(reader.Page.GetByTestId("print-button")).ToBeEnabledAsync();
            await Assertions.Expect(reader.Page.GetByTestId("print-state")).ToHaveTextAsync(CountOfPages());
            reader.ComplainsOfNothing();
        }
    }

    [GeneratedRegex("^共 [0-9]+ 页$")]
    private static partial Regex CountOfPages();

    private async Task<Visitor> OpenAsync(string slug, int width = 1440)
    {
        var reader = await Visitor.SignInAsync(chromium, workspace.Address, "city-reviewer", width);
        await GoAsync(reader, slug);
        return reader;
    }

    private static async Task GoAsync(Visitor reader, string slug)
    {
        await reader.GoToAsync($"/reports/{slug}/print");
        await Assertions.Expect(reader.Page.Locator("html")).ToHaveAttributeAsync("data-paged", AnyNumber(), new() { Timeout = 60_000 });
    }

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex AnyNumber();

    [GeneratedRegex(@"(?!\?)[\s\p{P}\p{S}]")]
    private static partial Regex Signs();
}
