using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Api;

/// <summary>Contacts over REST.</summary>
internal static class ContactEndpoints
{
    public static IEndpointRouteBuilder MapContacts(this IEndpointRouteBuilder api)
    {
        var contacts = api.MapGroup("/contacts").WithTags("Contacts");
        contacts.MapGet("", ListAsync).WithSummary("Contacts, newest first or by name; masked without contacts.read_personal");
        contacts.MapGet("/count", CountAsync).WithSummary("How many contacts match a filter");
        contacts.MapPost("", CreateAsync).WithSummary("Make a contact; one per phone");
        contacts.MapGet("/{id:guid}", GetAsync).WithSummary("One contact with its lists, its history of consent and its opt-out");
        contacts.MapPut("/{id:guid}", ChangeAsync).WithSummary("Change phone, name, fields or tags (If-Match)");
        contacts.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Delete a contact; what campaigns sent to it stays, and so does its opt-out");
        contacts.MapPost("/{id:guid}/consents", ConsentAsync).WithSummary("Write down that consent was given or withdrawn");
        contacts.MapPost("/{id:guid}/merge", MergeAsync).WithSummary("Take another contact over into this one (If-Match)");
        contacts.MapGet("/{id:guid}/messages", MessagesAsync).WithSummary("What campaigns sent to this contact, newest first");
        return api;
    }

    public static IEndpointRouteBuilder MapContactLists(this IEndpointRouteBuilder api)
    {
        var lists = api.MapGroup("/contact-lists").WithTags("Contacts");
        lists.MapGet("", ListsAsync).WithSummary("Contact lists with their sizes, by name");
        lists.MapPost("", CreateListAsync).WithSummary("Make a list");
        lists.MapGet("/{id:guid}", GetListAsync).WithSummary("One list");
        lists.MapPut("/{id:guid}", RenameListAsync).WithSummary("Rename a list (If-Match)");
        lists.MapDelete("/{id:guid}", DeleteListAsync).WithSummary("Delete a list that no waiting campaign is prepared with; its contacts stay");
        lists.MapPost("/{id:guid}/contacts", AddToListAsync).WithSummary("Put contacts on a list: {contact_ids}, at most 1,000");
        lists.MapDelete("/{id:guid}/contacts", RemoveFromListAsync).WithSummary("Take contacts off a list: {contact_ids}, at most 1,000");
        return api;
    }

    private static async Task<IResult> ListAsync([AsParameters] ContactQuery query, string? order, int? page, [FromQuery(Name = "page_size")] int? pageSize, ContactReader reader, HttpContext http, CancellationToken ct)
    {
        var filter = query.Read();
        if (filter.Failed)
            return filter.Error.ToProblem();
        var by = QueryWords.Read<ContactOrder>(order, "order");
        if (by.Failed)
            return by.Error.ToProblem();
        return (await reader.ListAsync(http.GetActor(), filter.Value, by.Value ?? ContactOrder.Newest, new PageRequest(page ?? 1, pageSize ?? PageRequest.DefaultSize), ct)).ToHttp(ContactShown.Of);
    }

    private static async Task<IResult> CountAsync([AsParameters] ContactQuery query, ContactReader reader, HttpContext http, CancellationToken ct)
    {
        var filter = query.Read();
        return filter.Failed ? filter.Error.ToProblem() : (await reader.CountAsync(http.GetActor(), filter.Value, ct)).ToHttp(c => new CountShown(c));
    }

    private static async Task<IResult> CreateAsync(ContactBody body, ContactEditor editor, HttpContext http, CancellationToken ct) =>
        (await editor.CreateAsync(http.GetActor(), body.ToDraft(), ct)).ToCreated(c => $"{ApiRoutes.Prefix}/contacts/{c.Contact.Id}", ContactDetailShown.Of, c => c.Contact.Stamp);

    private static async Task<IResult> GetAsync(Guid id, ContactReader reader, HttpContext http, CancellationToken ct) =>
        (await reader.GetAsync(http.GetActor(), ContactId.From(id), ct)).ToHttp(ContactDetailShown.Of, c => c.Contact.Stamp);

    private static async Task<IResult> ChangeAsync(Guid id, ContactBody body, ContactEditor editor, HttpContext http, CancellationToken ct) =>
        (await editor.ChangeAsync(http.GetActor(), ContactId.From(id), body.ToDraft(), http.Request.SeenStamp(), ct)).ToHttp(ContactDetailShown.Of, c => c.Contact.Stamp);

    private static async Task<IResult> DeleteAsync(Guid id, ContactEditor editor, HttpContext http, CancellationToken ct) =>
        (await editor.DeleteAsync(http.GetActor(), ContactId.From(id), ct)).ToHttp();

    private static async Task<IResult> ConsentAsync(Guid id, ConsentBody body, ContactEditor editor, HttpContext http, CancellationToken ct) =>
        (await editor.RecordConsentAsync(http.GetActor(), ContactId.From(id), body.ToDraft(), ct)).ToHttp(ContactDetailShown.Of, c => c.Contact.Stamp);

    private static async Task<IResult> MergeAsync(Guid id, ContactMergeBody body, ContactMerge merge, HttpContext http, CancellationToken ct) =>
        (await merge.MergeAsync(http.GetActor(), ContactId.From(id), body.ContactId, http.Request.SeenStamp(), ct)).ToHttp(ContactDetailShown.Of, c => c.Contact.Stamp);

    private static async Task<IResult> MessagesAsync(Guid id, int? page, [FromQuery(Name = "page_size")] int? pageSize, ContactReader reader, HttpContext http, CancellationToken ct) =>
        (await reader.MessagesAsync(http.GetActor(), ContactId.From(id), new PageRequest(page ?? 1, pageSize ?? PageRequest.DefaultSize), ct)).ToHttp(ContactMessageShown.Of);

    private static async Task<IResult> ListsAsync([AsParameters] PageQuery query, ContactLists lists, HttpContext http, CancellationToken ct) =>
        (await lists.ListAsync(http.GetActor(), query.Text, query.Request, ct)).ToHttp(ContactListShown.Of);

    private static async Task<IResult> CreateListAsync(ContactListBody body, ContactLists lists, HttpContext http, CancellationToken ct) =>
        (await lists.CreateAsync(http.GetActor(), body.Name, ct)).ToCreated(l => $"{ApiRoutes.Prefix}/contact-lists/{l.Id}", ContactListShown.Of, l => l.Stamp);

    private static async Task<IResult> GetListAsync(Guid id, ContactLists lists, HttpContext http, CancellationToken ct) =>
        (await lists.GetAsync(http.GetActor(), ContactListId.From(id), ct)).ToHttp(ContactListShown.Of, l => l.Stamp);

    private static async Task<IResult> RenameListAsync(Guid id, ContactListBody body, ContactLists lists, HttpContext http, CancellationToken ct) =>
        (await lists.RenameAsync(http.GetActor(), ContactListId.From(id), body.Name, http.Request.SeenStamp(), ct)).ToHttp(ContactListShown.Of, l => l.Stamp);

    private static async Task<IResult> DeleteListAsync(Guid id, ContactLists lists, HttpContext http, CancellationToken ct) =>
        (await lists.DeleteAsync(http.GetActor(), ContactListId.From(id), ct)).ToHttp();

    private static async Task<IResult> AddToListAsync(Guid id, ContactIdsBody body, ContactBatches batches, HttpContext http, CancellationToken ct) =>
        (await batches.AddToListAsync(http.GetActor(), ContactSelection.Of(body.ContactIds ?? []), ContactListId.From(id), ct)).ToHttp(c => new ChangedShown(c));

    private static async Task<IResult> RemoveFromListAsync(Guid id, [FromBody] ContactIdsBody body, ContactBatches batches, HttpContext http, CancellationToken ct) =>
        (await batches.RemoveFromListAsync(http.GetActor(), ContactSelection.Of(body.ContactIds ?? []), ContactListId.From(id), ct)).ToHttp(c => new ChangedShown(c));
}
