using System.Security.Claims;
using Authoring.Web.People;
using Authoring.Web.Tests.Review;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.People;

/// <summary>Organisations stand under one another, never in a circle, and nobody is left under what is gone.</summary>
public sealed class OrganisationTreeTests : IAsyncLifetime
{
    private RunningWorkspace workspace = null!;
    private ClaimsPrincipal admin = null!;

    private Administration Administration => workspace.Services.GetRequiredService<Administration>();

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        admin = await workspace.PersonAsync("admin");
    }

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task<OrganisationView> UnitAsync(string name) =>
        (await Administration.ReadAsync(admin))!.Organisations.Single(o => o.Name == name);

    private async Task<int> IdAsync(string name) => (await UnitAsync(name)).Id;

    private async Task<string> MoveAsync(string name, OrganisationLevel? level, int? parent)
    {
        var result = await Administration.EditOrganisationAsync(admin, await IdAsync(name), new OrganisationDraft(name, level, parent));
        return result.Succeeded ? "" : result.Objections.Single().Reason;
    }

    [Fact]
    public async Task A_county_moves_with_its_schools_and_never_under_itself()
    {
        var county = await IdAsync("县教育局");
        Assert.Equal("organisation-circle", await MoveAsync("县教育局", OrganisationLevel.County, county));
        Assert.Equal("organisation-circle", await MoveAsync("市教育局", null, await IdAsync("第一职业学校")));
        Assert.Equal("organisation-level", await MoveAsync("县教育局", OrganisationLevel.County, await IdAsync("第三职业学校")));
        await MoveAsync("第二职业学校", OrganisationLevel.County, county);
        Assert.Equal("organisation-level-below", await MoveAsync("县教育局", OrganisationLevel.School, await IdAsync("市教育局")));
        Assert.Equal("organisation-gone", await MoveAsync("县教育局", OrganisationLevel.County, 4711));
        Assert.Equal(await IdAsync("市教育局"), (await UnitAsync("县教育局")).ParentId); // each refusal has changed nothing
        Assert.Equal("", await MoveAsync("县教育局", OrganisationLevel.County, await IdAsync("市教育局职成科")));
        var tree = new UnitTree((await Administration.ReadAsync(admin))!.Organisations);
        Assert.Equal(
            ["第一职业学校", "县教育局", "市教育局职成科", "市教育局"],
            tree.Up(await IdAsync("第一职业学校")).Select(o => o.Name)
        );
    }

    [Fact]
    public async Task One_under_which_others_stand_is_not_removed_and_they_are_named()
    {
        await Administration.CreateOrganisationAsync(
            admin,
            new OrganisationDraft("新区教育局", OrganisationLevel.County, await IdAsync("市教育局"))
        );
        var county = await IdAsync("新区教育局");
        await Administration.CreateOrganisationAsync(admin, new OrganisationDraft("新区职业学校", OrganisationLevel.School, county));
        var refused = (await Administration.DeleteOrganisationAsync(admin, county)).Objections.Single();
        Assert.Equal(("organisation-has-others", "新区职业学校"), (refused.Reason, refused.Detail));
        Assert.True((await Administration.DeleteOrganisationAsync(admin, await IdAsync("新区职业学校"))).Succeeded);
        Assert.True((await Administration.DeleteOrganisationAsync(admin, county)).Succeeded);
    }

    [Fact]
    public async Task The_page_shows_schools_beneath_their_county_and_the_county_beneath_the_city()
    {
        using var visitor = await FormVisitor.SignInAsync(workspace.Address, "admin");
        await visitor.GoAsync("/people");
        var school = visitor.Page.QuerySelector("[data-unit='市教育局'] [data-unit='县教育局'] [data-unit='第一职业学校']")!;
        Assert.Contains("学校", school.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 人", school.TextContent, StringComparison.Ordinal);
        await visitor.GoAsync($"/people?organisation={await IdAsync("县教育局")}");
        var parents = visitor.Page.QuerySelectorAll("#parent option").Select(o => o.TextContent.Trim()).ToList();
        Assert.Contains("市教育局", parents);
        Assert.DoesNotContain("第一职业学校", parents);
        await visitor.SendAsync(
            $"/people?organisation={await IdAsync("市教育局")}",
            "organisation",
            ("Form.Name", "市教育局"),
            ("Form.Level", ""),
            ("Form.Parent", $"{await IdAsync("县教育局")}")
        );
        Assert.Contains("不能作它的上级", visitor.Error("parent"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("云河县职业学校", OrganisationLevel.School)]
    [InlineData("云河区教育体育局", OrganisationLevel.County)]
    [InlineData("云河市教育局", OrganisationLevel.City)]
    [InlineData("出版社", null)]
    public void A_name_gives_its_level_away(string name, OrganisationLevel? level) => Assert.Equal(level, NameRules.LevelOf(name));
}
