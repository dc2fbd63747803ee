using Admin.Domain.Messaging.Contacts;

namespace Admin.Web.Features.Contacts;

/// <summary>Which rows of the list are ticked, over all pages that were turned to; or everybody whom the filter matches.</summary>
public sealed class TickedContacts
{
    private readonly HashSet<ContactId> _ids = [];

    /// <summary>Everybody of the filter, whoever is ticked.</summary>
    public bool IsEverybody { get; private set; }

    public int Count => _ids.Count;

    public bool Has(ContactId id) => IsEverybody || _ids.Contains(id);

    public bool HasAll(IReadOnlyList<ContactView> page) => page.Count > 0 && page.All(c => Has(c.Id));

    public void Turn(ContactId id)
    {
        IsEverybody = false;
        if (!_ids.Remove(id))
            _ids.Add(id);
    }

    public void TurnAll(IReadOnlyList<ContactView> page)
    {
        var untick = HasAll(page);
        IsEverybody = false;
        foreach (var contact in page)
            _ = untick ? _ids.Remove(contact.Id) : _ids.Add(contact.Id);
    }

    public void ChooseEverybody() => IsEverybody = true;

    public void Clear()
    {
        _ids.Clear();
        IsEverybody = false;
    }

    public ContactSelection ToSelection(ContactFilter filter) => IsEverybody ? new ContactSelection(filter) : ContactSelection.Of([.. _ids]);
}
