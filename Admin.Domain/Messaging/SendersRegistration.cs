using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Simulating;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Secrets.Checking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Admin.Domain.Messaging;

public static class SendersRegistration
{
    /// <summary>Chatbots, numbers, apps and templates. Needs accounts, secrets, rate limits, campaigns, an <see cref="IWhatsAppClient"/>, an <see cref="IWhatsAppManagement"/> and an <see cref="ISimulatorControl"/>.</summary>
    public static IServiceCollection AddSenders(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChatbotUsers, NumberChatbotUsers>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChatbotUsers, SecretChatbotUsers>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<INumberUsers, CampaignNumberUsers>());
        services.TryAddSingleton<Chatbots>();
        services.TryAddSingleton<Templates>();
        services.TryAddSingleton<TemplateSync>();
        services.TryAddSingleton<MediaUploads>();
        services.TryAddSingleton<ContactFinder>();
        services.TryAddSingleton<SampleContacts>();
        services.TryAddSingleton<TestSends>();
        services.TryAddSingleton<NumberTokens>();
        services.TryAddSingleton<Numbers>();
        services.TryAddSingleton<SimulatorDesk>();
        services.TryAddSingleton<WhatsAppApps>();
        services.TryAddSingleton<WhatsAppAppKeys>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretCheckTargets, NumberCheckTargets>());
        return services;
    }
}
