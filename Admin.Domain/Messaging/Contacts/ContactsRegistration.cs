using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Admin.Domain.Messaging.Contacts;

public static class ContactsRegistration
{
    /// <summary>Contacts, lists and consent. Needs accounts, auditing, senders and campaigns (opt-outs act on them).</summary>
    public static IServiceCollection AddContacts(this IServiceCollection services)
    {
        services.TryAddSingleton<ContactReader>();
        services.TryAddSingleton<ContactEditor>();
        services.TryAddSingleton<ContactMerge>();
        services.TryAddSingleton<ContactBatches>();
        services.TryAddSingleton<ContactLists>();
        return services;
    }
}
