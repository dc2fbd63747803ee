using System.Globalization;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;

namespace Admin.Infrastructure.Demo;

/// <summary>A list of 2,000 contacts made from a fixed seed: the same in every installation, and nobody real.</summary>
internal static class DemoContacts
{
    public const string ListName = "Customers";
    public const int Count = 2000;

    private const int Seed = 20261123;

    // Area codes with nine-digit mobile numbers; 11 is left out, because the simulator's personas live there.
    private static readonly int[] Areas = [21, 27, 31, 41, 47, 51, 61, 71, 81, 85];
    private static readonly string[] First = ["Ana", "Bruno", "Carla", "Diego", "Elisa", "Fábio", "Gabriela", "Hugo", "Inês", "João", "Karina", "Luís", "Marina", "Nuno", "Olívia", "Paulo", "Renata", "Sérgio", "Tânia", "Vítor"];
    private static readonly string[] Last = ["Almeida", "Barros", "Cardoso", "Dias", "Esteves", "Ferreira", "Gomes", "Lima", "Moraes", "Nunes", "Oliveira", "Pereira", "Ramos", "Santos", "Teixeira", "Vieira"];

    public static void Add(AdminDbContext db, Organization organization, DateTime now)
    {
        var random = new Random(Seed);
        var list = ContactList.Create(organization.Id, ListName, now);
        db.Add(list);
        for (var i = 0; i < Count; i++)
        {
            var area = Areas[i % Areas.Length];
            var phone = string.Create(CultureInfo.InvariantCulture, $"+55{area}9{80_000_000 + i:D8}");
            var fields = ContactFields.Of(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [ContactFields.NameField] = $"{First[random.Next(First.Length)]} {Last[random.Next(Last.Length)]}",
                ["order"] = random.Next(10_000, 99_999).ToString(CultureInfo.InvariantCulture),
            });
            var contact = Contact.Create(organization.Id, phone, fields.Value, now);
            db.Add(contact);
            db.Add(ContactListEntry.Create(list, contact.Id));
        }
    }
}
