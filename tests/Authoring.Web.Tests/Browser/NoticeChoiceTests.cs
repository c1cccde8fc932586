using Authoring.Web.Notices;
using Authoring.Web.Tests.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>Each person says himself how he is told, and where to; the lists he keeps tidy by keyboard.</summary>
public sealed class NoticeChoiceTests(Chromium chromium) : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Who_wants_e_mail_gives_an_address_and_what_he_chose_holds_in_his_language()
    {
        await using var author = await Visitor.SignInAsync(chromium, office.Workspace.Address, "author1");
        var page = author.Page;
        await page.GetByTestId("notices-link").ClickAsync();
        await page.GetByTestId("notice-choices-link").ClickAsync();
        await page.GetByTestId("mail-ToSign").CheckAsync();
        await page.GetByTestId("here-Comment").UncheckAsync();
        await page.GetByTestId("notices-keep").ClickAsync();
        await Assertions.Expect(page.Locator("#mail-address-error")).ToContainTextAsync("请填写邮箱地址");
        await Assertions.Expect(page.GetByTestId("mail-ToSign")).ToBeCheckedAsync();
        await page.GetByTestId("mail-address").FillAsync("author1@localhost");
        await page.GetByTestId("notices-keep").ClickAsync();
        await Assertions.Expect(page.Locator("#mail-address-error")).ToContainTextAsync("不是一个可用的邮箱地址");
        await Axe.FindsNothingAsync(page);
        await page.GetByTestId("mail-address").FillAsync("author1@school.example");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("notices-kept")).ToBeVisibleAsync();
        await author.GoToAsync("/account");
        await Assertions.Expect(page.GetByTestId("mail-address")).ToHaveValueAsync("author1@school.example");
        await Assertions.Expect(page.GetByTestId("mail-ToSign")).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByTestId("here-Comment")).Not.ToBeCheckedAsync();
        await page.ChooseLanguageAsync("en");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await using var db = await office.DatabaseAsync();
        var person = await db.Users.SingleAsync(p => p.UserName == "author1", TestContext.Current.CancellationToken);
        Assert.Equal(("author1@school.example", "AUTHOR1@SCHOOL.EXAMPLE", "en"), (person.Email, person.NormalizedEmail, person.Language));
        Assert.Equal(
            [NoticeKind.ToSign],
            await db
                .NoticeChoices.Where(c => c.PersonId == person.Id && c.ByMail)
                .Select(c => c.Kind)
                .ToListAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task What_a_page_shows_stays_while_it_comes_to_life()
    {
        await office.CommentAsync("city-reviewer", Office.Basic, "@撰稿人甲 一", "author1");
        await using var author = await Visitor.SignInAsync(chromium, office.Workspace.Address, "author1");
        await author.Page.AddInitScriptAsync(
            """
            const parts = ['[data-testid=notice]', '[data-waiting=notices]:not([hidden])']
            const shown = () => parts.map(part => document.querySelectorAll(part).length)
            let most = [0, 0]
            window.gone = []
            new MutationObserver(() => {
              const now = shown()
              if (now.some((count, i) => count < most[i])) window.gone.push(now.join())
              most = most.map((count, i) => Math.max(count, now[i]))
            }).observe(document, { subtree: true, childList: true, attributes: true })
            """
        );
        await author.GoToAsync("/notices");
        await Assertions.Expect(author.Page.GetByTestId("notices-read-all")).ToBeEnabledAsync();
        Assert.Empty(await author.Page.EvaluateAsync<string[]>("() => window.gone"));
    }

    [Fact]
    public async Task Notices_are_marked_read_all_at_once_by_keyboard_and_new_ones_come_while_one_looks()
    {
        await office.CommentAsync("city-reviewer", Office.Basic, "@撰稿人甲 一", "author1");
        await using var author = await Visitor.SignInAsync(chromium, office.Workspace.Address, "author1");
        var page = author.Page;
        await author.GoToAsync("/notices");
        await Assertions.Expect(page.GetByTestId("notices-read-all")).ToBeEnabledAsync();
        await office.CommentAsync("city-reviewer", Office.Basic, "@撰稿人甲 二", "author1");
        await Assertions.Expect(page.GetByTestId("notice")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByTestId("notice").First).ToContainTextAsync("@撰稿人甲 二");
        await page.GetByTestId("notices-read-all").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("notices-unread")).ToHaveTextAsync("全部已读");
        await Assertions.Expect(page.Locator("[data-waiting=notices]")).ToBeHiddenAsync();
        author.ComplainsOfNothing();
    }
}
