using System.Net;
using System.Security.Claims;
using AngleSharp.Dom;
using Authoring.Web.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.People;

/// <summary>
/// The administrator's page: each wrong input is answered beside its field and changes nothing; and the server decides who is an
/// administrator.
/// </summary>
public sealed class AdministrationTests(AdministrationTests.SharedWorkspace shared) : IClassFixture<AdministrationTests.SharedWorkspace>
{
    private readonly RunningWorkspace workspace = shared.Workspace;

    public sealed class SharedWorkspace : IAsyncLifetime
    {
        internal RunningWorkspace Workspace { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Workspace = await RunningWorkspace.StartAsync();

        public ValueTask DisposeAsync() => Workspace.DisposeAsync();
    }

    public static TheoryData<string, string, string, string> WrongPeople =>
        new()
        {
            { "", "someone", "name", "不能为空" },
            { " \u3000 ", "someone", "name", "不能为空" },
            { new string('长', 101), "someone", "name", "太长" },
            { new string('长', 10_000), "someone", "name", "太长" },
            { "张\u202e三", "someone", "name", "不能使用的字符" },
            { "张\u2066三", "someone", "name", "不能使用的字符" },
            { "张\u0007三", "someone", "name", "不能使用的字符" },
            { "\u3164\u3164", "someone", "name", "不能使用的字符" },
            { "……", "someone", "name", "不能使用的字符" },
            { "张三", "", "user-name", "填写用户名" },
            { "张三", "张三", "user-name", "只能由英文字母" },
            { "张三", "zhang san", "user-name", "只能由英文字母" },
            { "张三", "zhang\u202esan", "user-name", "只能由英文字母" },
            { "张三", "<script>", "user-name", "只能由英文字母" },
            { "张三", new string('z', 51), "user-name", "太长" },
            { "张三", new string('z', 10_000), "user-name", "太长" },
            { "张三", "Author1", "user-name", "已被使用" },
        };

    [Theory]
    [MemberData(nameof(WrongPeople))]
    public async Task A_wrong_name_is_said_beside_its_field_and_nobody_is_created(
        string name,
        string userName,
        string field,
        string sentence
    )
    {
        using var admin = await FormVisitor.SignInAsync(workspace.Address, "admin");
        await admin.GoAsync("/people");
        var before = admin.Page.QuerySelectorAll("[data-testid=person]").Length;
        Assert.Equal(
            HttpStatusCode.OK,
            await admin.SendAsync(
                "/people?new=person",
                "person",
                ("Form.Name", name),
                ("Form.UserName", userName),
                ("Form.Organisation", "")
            )
        );
        Assert.Contains(sentence, admin.Error(field), StringComparison.Ordinal);
        Assert.Equal("true", admin.Page.GetElementById(field)!.GetAttribute("aria-invalid"));
        Assert.True(admin.Page.GetElementById(field)!.HasAttribute("autofocus"));
        Assert.Equal(before, admin.Page.QuerySelectorAll("[data-testid=person]").Length);
    }

    [Fact]
    public async Task Organisations_have_names_that_differ()
    {
        using var admin = await FormVisitor.SignInAsync(workspace.Address, "admin");
        foreach (
            var (name, sentence) in new[]
            {
                ("", "不能为空"),
                (new string('校', 10_000), "太长"),
                ("学\u202b校", "不能使用的字符"),
                (" 第一职业学校 ", "已有同名"),
            }
        )
        {
            await admin.SendAsync("/people?new=organisation", "organisation", ("Form.Name", name));
            Assert.Contains(sentence, admin.Error("name"), StringComparison.Ordinal);
        }
        await admin.SendAsync("/people?new=organisation", "organisation", ("Form.Name", "<b>云河</b>&职业　学校"));
        Assert.Equal("已保存。", admin.Shown("done"));
        var link = admin
            .Page.QuerySelectorAll("[data-testid=organisation]")
            .Single(o => o.TextContent.Contains("<b>云河</b>&职业 学校", StringComparison.Ordinal)); // as text
        await admin.SendAsync(
            link.Closest("li")!.QuerySelector("[data-testid=edit-organisation]")!.GetAttribute("href")!,
            "organisation",
            ("Form.Name", "云河职业学校")
        );
        Assert.DoesNotContain("<b>", admin.Page.Body!.TextContent, StringComparison.Ordinal);
        await admin.GoAsync("/people?q=云河");
        Assert.Single(admin.Page.QuerySelectorAll("[data-testid=organisation]"));
        Assert.Contains("没有找到", admin.Page.Body!.TextContent, StringComparison.Ordinal); // and nobody in it
    }

    [Fact]
    public async Task An_organisation_goes_when_nobody_belongs_to_it_and_otherwise_it_is_said_who_does()
    {
        using var admin = await FormVisitor.SignInAsync(workspace.Address, "admin");
        await admin.SendAsync("/people?new=organisation", "organisation", ("Form.Name", "要撤销的学校"));
        var empty = AddressOf("要撤销的学校");
        await admin.GoAsync("/people");
        var full = AddressOf("第三职业学校");
        Assert.Equal(HttpStatusCode.OK, await admin.SendAsync($"{full}&ask=delete", "delete"));
        Assert.Contains("撰稿人丙", admin.Error(), StringComparison.Ordinal);
        await admin.SendAsync($"{empty}&ask=delete", "delete");
        Assert.Equal("单位已删除。", admin.Shown("done"));
        Assert.DoesNotContain(
            admin.Page.QuerySelectorAll("[data-testid=organisation]"),
            o => o.TextContent.Contains("要撤销", StringComparison.Ordinal)
        );
        Assert.Contains(
            admin.Page.QuerySelectorAll("[data-testid=organisation]"),
            o => o.TextContent.Contains("第三职业学校", StringComparison.Ordinal)
        );
        await admin.GoAsync(empty);
        Assert.Contains("没有找到", admin.Page.Body!.TextContent, StringComparison.Ordinal);

        string AddressOf(string name) =>
            admin
                .Page.QuerySelectorAll("[data-testid=organisation]")
                .Single(o => o.TextContent.Contains(name, StringComparison.Ordinal))
                .Closest("li")!
                .QuerySelector("[data-testid=edit-organisation]")!
                .GetAttribute("href")!;
    }

    [Fact]
    public async Task An_organisation_that_is_not_there_is_refused()
    {
        using var admin = await FormVisitor.SignInAsync(workspace.Address, "admin");
        foreach (var id in new[] { "4711", "-1", "x", "1 OR 1=1" })
        {
            await admin.SendAsync(
                "/people?new=person",
                "person",
                ("Form.Name", "张三"),
                ("Form.UserName", "zhang"),
                ("Form.Organisation", id)
            );
            Assert.Contains("没有找到这个单位", admin.Error("organisation"), StringComparison.Ordinal);
        }
        await admin.GoAsync("/people?person=4711");
        Assert.Contains("没有找到这个人员", admin.Page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("author1")]
    [InlineData("editor")]
    public async Task Others_do_not_learn_that_the_page_exists_and_can_do_nothing(string name)
    {
        using var visitor = await FormVisitor.SignInAsync(workspace.Address, name);
        Assert.Equal(HttpStatusCode.NotFound, await visitor.GoAsync("/people"));
        var page = visitor.Page.DocumentElement.InnerHtml.Replace("/people#content", "", StringComparison.Ordinal);
        Assert.DoesNotContain("/people", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await visitor.GoAsync("/people?person=1"));
        var administration = workspace.Services.GetRequiredService<Administration>();
        var caller = await PrincipalAsync(name);
        Assert.Null(await administration.ReadAsync(caller));
        Assert.Equal(
            "not-allowed",
            (await administration.CreateOrganisationAsync(caller, new OrganisationDraft("不该有的学校"))).Objections.Single().Reason
        );
        Assert.Equal("not-allowed", (await administration.DisableAsync(caller, 1)).Objections.Single().Reason);
        Assert.Equal("not-allowed", (await administration.ResetPasswordAsync(caller, 1)).Objections.Single().Reason);
    }

    [Fact]
    public async Task A_role_that_was_withdrawn_is_worth_nothing_to_whoever_still_carries_it()
    {
        await using var own = await RunningWorkspace.StartAsync();
        using var admin = await FormVisitor.SignInAsync(own.Address, "admin");
        await admin.SendAsync(
            await admin.EditAddressAsync("editor"),
            "person",
            ("Form.Name", "统稿编辑"),
            ("Form.UserName", "editor"),
            ("Form.Organisation", ""),
            ("Form.Administrator", "true")
        );
        using var second = await FormVisitor.SignInAsync(own.Address, "editor");
        Assert.Equal(HttpStatusCode.OK, await second.GoAsync("/people"));
        var administration = own.Services.GetRequiredService<Administration>();
        var carried = await PrincipalAsync("editor", own);
        Assert.NotNull(await administration.ReadAsync(carried));

        await admin.SendAsync(
            await admin.EditAddressAsync("editor"),
            "person",
            ("Form.Name", "统稿编辑"),
            ("Form.UserName", "editor"),
            ("Form.Organisation", "")
        );
        Assert.True(carried.IsInRole(FirstAdministrator.Role)); // what a cookie, or an open circuit, still says
        Assert.Equal(
            "not-allowed",
            (await administration.CreateOrganisationAsync(carried, new OrganisationDraft("学校"))).Objections.Single().Reason
        );
        Assert.Equal(HttpStatusCode.NotFound, await second.GoAsync("/people"));
        Assert.Equal(HttpStatusCode.OK, await second.GoAsync("/reports/small")); // and is still signed in
    }

    [Fact]
    public async Task Somebody_is_always_left_who_can_administer()
    {
        await using var own = await RunningWorkspace.StartAsync();
        using var admin = await FormVisitor.SignInAsync(own.Address, "admin");
        var self = await admin.EditAddressAsync("admin");
        await admin.SendAsync(self, "person", ("Form.Name", "管理员"), ("Form.UserName", "admin"), ("Form.Organisation", ""));
        Assert.Contains("不能取消自己", admin.Error(), StringComparison.Ordinal);
        await admin.GoAsync(self);
        Assert.Null(admin.Page.QuerySelector("[data-testid=disable]"));

        var administration = own.Services.GetRequiredService<Administration>();
        var caller = await PrincipalAsync("admin", own);
        var adminId = caller.PersonId();
        Assert.Equal("disable-self", (await administration.DisableAsync(caller, adminId)).Objections.Single().Reason);

        // Two administrators disable each other at the same moment: one of them is left.
        var editor = await PrincipalAsync("editor", own);
        Assert.True(
            (
                await administration.EditPersonAsync(
                    caller,
                    editor.PersonId(),
                    new PersonDraft("统稿编辑", "editor", null, IsAdministrator: true)
                )
            ).Succeeded
        );
        var outcomes = await Task.WhenAll(
            administration.DisableAsync(caller, editor.PersonId()),
            administration.DisableAsync(editor, adminId)
        );
        Assert.Single(outcomes, o => o.Succeeded);
        var roster = await administration.ReadAsync(caller) ?? await administration.ReadAsync(editor);
        Assert.Single(roster!.People, p => p is { IsAdministrator: true, IsDisabled: false });
    }

    private Task<ClaimsPrincipal> PrincipalAsync(string name) => PrincipalAsync(name, workspace);

    /// <summary>Who somebody is at this moment, as a cookie or a circuit would remember it.</summary>
    private static async Task<ClaimsPrincipal> PrincipalAsync(string name, RunningWorkspace workspace)
    {
        await using var scope = workspace.Services.CreateAsyncScope();
        var person = await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().FindByNameAsync(name);
        return await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Person>>().CreateAsync(person!);
    }
}
