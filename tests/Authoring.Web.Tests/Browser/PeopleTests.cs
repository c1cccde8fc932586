using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// From an empty database to people who write: the administrator's way, in a real browser; and no page of it shuts anybody out.
/// </summary>
public sealed partial class PeopleTests(Chromium chromium)
{
    private static readonly string[] Forms =
    [
        "/people",
        "/people?new=person",
        "/people?new=organisation",
        "/people/import",
        "/people/slips",
        "/people?person=1",
        "/people?organisation=1",
        "/people?q=nobody",
        "/people?person=99",
        "/people?handover=x",
        "/account",
    ];

    [Fact]
    public async Task The_administrator_of_an_empty_database_creates_two_schools_and_four_people_and_one_signs_in()
    {
        await using var server = await ServerProcess.StartAsync("serve");
        await using var service = await chromium.NewProfileAsync();
        var page = await service.NewPageAsync();
        await WelcomeAsync(page, await server.SaysAsync(Welcome()));
        await page.GetByRole(AriaRole.Link, new() { Name = "人员与单位" }).ClickAsync();
        await Axe.FindsNothingAsync(page);

        foreach (var school in new[] { "云河第一职业学校", "云河第二职业学校" })
            await FoundAsync(page, school);
        await Assertions.Expect(page.GetByTestId("organisation")).ToHaveCountAsync(2);
        await WrongInputAsync(page);
        var passwords = new Dictionary<string, string>();
        foreach (
            var (name, userName, school) in new[]
            {
                ("林一", "lin", "云河第一职业学校"),
                ("陈二", "chen", "云河第一职业学校"),
                ("周三", "zhou", "云河第二职业学校"),
                ("吴四", "wu", "云河第二职业学校"),
            }
        )
            passwords[userName] = await CreateAsync(page, name, userName, school);
        await Assertions.Expect(page.GetByTestId("person")).ToHaveCountAsync(5);
        Assert.Equal(4, passwords.Values.Distinct().Count());

        await using var office = await Visitor.ArriveAsync(chromium, server.Address, 390, 844);
        await office.TakeOverAsync("lin", passwords["lin"], "my-own-words");
        await DisableAsync(page, "lin");
        // In the office the next click leads to the sign-in page, which does not let her in again.
        await GoThoughItLeavesAsync(office);
        await office.EnterAsync("lin", "my-own-words");
        await Assertions.Expect(office.Page.Locator("#sign-in-error")).ToBeVisibleAsync();
    }

    /// <summary>What a browser says, sooner or later, of a navigation that another one has overtaken.</summary>
    private static readonly string[] Overtaken = ["ERR_ABORTED", "is interrupted by another navigation"];

    /// <summary>A page whose sign-in has ended may be leaving by itself, and then ours is the one that is given up.</summary>
    private static async Task GoThoughItLeavesAsync(Visitor visitor)
    {
        try
        {
            await visitor.GoToAsync("/");
        }
        catch (PlaywrightException e) when (Overtaken.Any(said => e.Message.Contains(said, StringComparison.Ordinal)))
        {
            await visitor.GoToAsync("/");
        }
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Axe_finds_nothing_on_any_form_and_nothing_sticks_out(int width)
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await using var admin = await Visitor.SignInAsync(chromium, workspace.Address, "admin", width, 844);
        foreach (var address in Forms)
        {
            await admin.GoToAsync(address);
            await Axe.FindsNothingAsync(admin.Page);
        }
        foreach (var address in new[] { "/people?new=person", "/people?new=organisation", "/account" })
        {
            await admin.GoToAsync(address);
            await admin.Page.GetByTestId("save").ClickAsync(); // empty
            await Assertions.Expect(admin.Page.Locator("[aria-invalid=true]").First).ToBeFocusedAsync();
            await Axe.FindsNothingAsync(admin.Page);
        }
        await EnrolAsync(admin, $"{new string('长', 100)},long,{new string('校', 100)}\n错行");
        await Axe.FindsNothingAsync(admin.Page);
        await EnrolAsync(admin, $"{new string('长', 100)},{new string('w', 50)},{new string('校', 100)}");
        await Axe.FindsNothingAsync(admin.Page);
        await admin.Page.GetByTestId("enrol-create").ClickAsync();
        await Assertions.Expect(admin.Page.GetByTestId("initial-password")).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(admin.Page);
        admin.ComplainsOfNothing();
    }

    private static async Task EnrolAsync(Visitor admin, string list)
    {
        await admin.GoToAsync("/people/import");
        await admin.Page.Locator("main details summary").ClickAsync();
        await admin.Page.GetByTestId("enrol-pasted").FillAsync(list);
        await admin.Page.GetByTestId("enrol-take").ClickAsync();
        await Assertions.Expect(admin.Page.GetByTestId("enrol-rows")).ToBeVisibleAsync();
    }

    internal static async Task WelcomeAsync(IPage page, string link)
    {
        await page.GotoAsync(link);
        await page.Locator("#name").FillAsync("principal");
        await page.Locator("#display-name").FillAsync("局\u202e管理员");
        await page.Locator("#password").FillAsync("a-long-password");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("不能使用的字符");
        await page.Locator("#display-name").FillAsync("局管理员");
        await page.Locator("#password").FillAsync("a-long-password");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("account")).ToHaveTextAsync("局管理员");
    }

    private static async Task WrongInputAsync(IPage page)
    {
        await page.GetByTestId("new-organisation").ClickAsync();
        await page.GetByTestId("name").FillAsync("云河第一职业学校");
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator("#name-error")).ToHaveTextAsync("已有同名的单位。");
        await page.GetByTestId("new-person").ClickAsync();
        await page.GetByTestId("name").FillAsync(new string('长', 10_000));
        await page.GetByTestId("user-name").FillAsync("principal");
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator("#name-error")).ToContainTextAsync("太长");
        await Assertions.Expect(page.Locator("#user-name-error")).ToHaveTextAsync("这个用户名已被使用。");
        await Assertions.Expect(page.GetByTestId("person")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId("organisation")).ToHaveCountAsync(2);
    }

    internal static async Task FoundAsync(IPage page, string school)
    {
        await page.GetByTestId("new-organisation").ClickAsync();
        await Assertions.Expect(page.GetByTestId("name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(school);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("organisation").Filter(new() { HasText = school })).ToBeVisibleAsync();
    }

    /// <summary>With the keyboard alone; returns the password to be handed over.</summary>
    internal static async Task<string> CreateAsync(IPage page, string name, string userName, string school)
    {
        await page.GetByTestId("new-person").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(name);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(userName);
        await page.Keyboard.PressAsync("Tab");
        for (var i = 0; i < 2 && await page.Locator("#organisation option:checked").TextContentAsync() != school; i++)
            await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("#organisation option:checked")).ToHaveTextAsync(school);
        for (var i = 0; i < 2; i++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("handover-user-name")).ToHaveTextAsync(userName);
        return (await page.GetByTestId("initial-password").TextContentAsync())!;
    }

    private static async Task DisableAsync(IPage page, string userName)
    {
        await page.Locator($"tr:has([data-user-name='{userName}'])").GetByTestId("edit-person").ClickAsync();
        await page.GetByTestId("disable").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator($"[data-user-name='{userName}']").GetByTestId("disabled")).ToBeVisibleAsync();
    }

    [GeneratedRegex("http://[^ ]+/welcome\\?token=[0-9a-f]+")]
    internal static partial Regex Welcome();
}
