using Admin.Domain.Messaging.Contacts;
using Admin.Web.Features.Contacts;

namespace Admin.Tests.Web.Contacts;

public sealed class ContactListStateTests
{
    [Fact]
    public void Url_OfEverything_IsReadBackAsItWas()
    {
        var list = Guid.CreateVersion7();
        var state = ContactListState.Parse("ana", list.ToString(), "vip", "given", "withdrawn", "no", "2026-01-31", "2026-02-28", "name", "3");

        Assert.Equal(new ContactListState { Text = "ana", List = list, Tag = "vip", Marketing = ConsentState.Given, Utility = ConsentState.Withdrawn, OptedOut = false, From = new DateOnly(2026, 1, 31), Until = new DateOnly(2026, 2, 28), Order = ContactOrder.Name, Number = 3 }, state);
        Assert.Equal($"/o/acme/contacts?q=ana&list={list}&tag=vip&marketing=given&utility=withdrawn&opted_out=no&from=2026-01-31&until=2026-02-28&order=name&page=3", state.Url("acme"));
    }

    [Fact]
    public void Parse_WhatMeansNothing_IsLeftOut() =>
        Assert.Equal(new ContactListState(), ContactListState.Parse(" ", "x", "", "maybe", null, "perhaps", "yesterday", "31.12.2026", "size", "-1"));

    [Fact]
    public void Filter_OfDays_IncludesTheLast()
    {
        var filter = ContactListState.Parse(null, null, null, null, null, null, "2026-01-31", "2026-02-01", null, null).ToFilter(day => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));

        Assert.Equal((new DateTime(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc), new DateTime(2026, 2, 2, 0, 0, 0, DateTimeKind.Utc)), (filter.CreatedFrom, filter.CreatedBefore));
    }

    [Fact]
    public void FieldLines_ReadWhatTheyWrite()
    {
        var (fields, wrong) = FieldLines.Read("city = Campinas\n\norder=7 = seven\n");

        Assert.Null(wrong);
        Assert.Equal([KeyValuePair.Create("city", (string?)"Campinas"), KeyValuePair.Create("order", (string?)"7 = seven")], fields);
        Assert.Equal("no sign", FieldLines.Read("city = x\nno sign").Wrong);
    }
}
