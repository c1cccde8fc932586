using Authoring.Web.People;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.People;

/// <summary>
/// The parts of the people's pages that decide something: what is said where, where the cursor stands, what an empty list says.
/// </summary>
public sealed class ComponentTests : BunitContext
{
    public ComponentTests() => Services.AddLocalization();

    [Fact]
    public void A_field_is_wrong_when_an_objection_names_it_and_the_cursor_stands_in_the_first_such()
    {
        Objection[] objections = [new(Fields.UserName, "user-name-taken"), new(Fields.Name, "name-empty")];
        var name = Render<TextField>(p =>
            p.Add(f => f.Field, Fields.Name)
                .Add(f => f.Name, "Name")
                .Add(f => f.Label, "姓名")
                .Add(f => f.IsFirst, true)
                .Add(f => f.Objections, objections)
        );
        var userName = Render<TextField>(p =>
            p.Add(f => f.Field, Fields.UserName)
                .Add(f => f.Name, "UserName")
                .Add(f => f.Label, "用户名")
                .Add(f => f.Hint, "拼音")
                .Add(f => f.Objections, objections)
        );
        Assert.Equal("这一项不能为空。", name.Find("#name-error").TextContent);
        Assert.False(name.Find("input").HasAttribute("autofocus"));
        Assert.Equal("user-name-error user-name-hint", userName.Find("input").GetAttribute("aria-describedby"));
        Assert.True(userName.Find("input").HasAttribute("autofocus"));
    }

    [Fact]
    public void A_field_without_objections_says_nothing_and_the_first_one_has_the_cursor()
    {
        var field = Render<TextField>(p =>
            p.Add(f => f.Field, Fields.Name)
                .Add(f => f.Name, "Name")
                .Add(f => f.Label, "姓名")
                .Add(f => f.IsFirst, true)
                .Add(f => f.Value, "\"><script>")
        );
        Assert.Empty(field.FindAll(".error"));
        Assert.Null(field.Find("input").GetAttribute("aria-invalid"));
        Assert.True(field.Find("input").HasAttribute("autofocus"));
        Assert.Equal("\"><script>", field.Find("input").GetAttribute("value"));
        Assert.Empty(field.FindAll("script"));
    }

    [Fact]
    public void Only_what_is_about_no_field_is_said_above_the_form()
    {
        var notice = Render<ObjectionNotice>(p =>
            p.Add(n => n.Objections, [new Objection(Fields.None, "last-administrator"), new Objection(Fields.Name, "name-empty")])
        );
        Assert.Contains("最后一位", notice.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Single(notice.FindAll("p"));
    }

    [Fact]
    public void An_empty_list_says_how_to_begin_and_an_empty_search_that_nobody_was_found()
    {
        Assert.Contains("新建人员", Render<PeopleTable>().Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "没有找到",
            Render<PeopleTable>(p => p.Add(t => t.IsNarrowed, true)).Find(".empty").TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains("新建单位", Render<OrganisationTree>().Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Passwords_that_were_shown_before_are_said_to_be_gone()
    {
        var before = Render<HandoverNotice>(p =>
            p.Add(h => h.Handovers, [new Handover("张三", "zhang", "abcd-efgh-jkmn")]).Add(h => h.Address, "http://x/sign-in")
        );
        Assert.Equal("abcd-efgh-jkmn", before.Find("[data-testid=initial-password]").TextContent);
        Assert.Contains(
            "只显示一次",
            Render<HandoverNotice>(p => p.Add(h => h.Handovers, []).Add(h => h.Address, "")).Find("p").TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_search_finds_people_by_their_organisation_too()
    {
        var roster = new Roster(
            [new(1, "张三", "zhang", 1, "第一职业学校", false, false, false), new(2, "李四", "lisi", null, null, false, false, false)],
            [new(1, "第一职业学校", 1), new(2, "第二职业学校", 0)]
        );
        Assert.Equal([1], roster.Narrow(" 第一 ").People.Select(p => p.Id));
        Assert.Equal([2], roster.Narrow("LISI").People.Select(p => p.Id));
        Assert.Equal(2, roster.Narrow("职业学校").Organisations.Count);
        Assert.Same(roster, roster.Narrow(" \u3000"));
    }
}
