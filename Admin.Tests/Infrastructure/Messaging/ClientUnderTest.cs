using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Infrastructure.Messaging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Admin.Tests.Infrastructure.Messaging;

/// <summary>The client exactly as the app registers it, pointed at an address.</summary>
internal sealed class ClientUnderTest : IDisposable
{
    private readonly ServiceProvider _services;

    public ClientUnderTest(Uri baseUrl, int timeoutSeconds = 20, ILoggerProvider? log = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["WhatsApp:TimeoutSeconds"] = $"{timeoutSeconds}" })
            .Build();
        var services = new ServiceCollection();
        services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Trace);
            if (log is not null)
                logging.AddProvider(log);
        });
        services.AddMessagingAdapters(configuration);
        // Not validated as a whole: the simulator is registered too and needs a database, which the client does not.
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        _services.GetRequiredService<WhatsAppEndpoint>().BaseUrl = baseUrl;
    }

    public WhatsAppReach Reach => _services.GetRequiredService<WhatsAppReach>();

    public IWhatsAppManagement Management => _services.GetRequiredService<IWhatsAppManagement>();

    public IWhatsAppClient Client => _services.GetRequiredService<IWhatsAppClient>();

    public static SendTemplateRequest Request(string to = "5511987654321", string callback = "c:1", string token = "token-1") => new()
    {
        PhoneNumberId = "100",
        AccessToken = token,
        To = to,
        TemplateName = "order_update",
        Language = "en_US",
        Components = TemplateBinding.Body(["Ana", "42"]),
        CallbackData = callback,
    };

    public Task<SendOutcome> SendAsync(string to = "5511987654321", string callback = "c:1", string token = "token-1") =>
        Client.SendTemplateAsync(Request(to, callback, token), CancellationToken.None);

    /// <summary>Writes a line of the test's own, which proves that the log is attached.</summary>
    public void Log(string text) => _services.GetRequiredService<ILoggerFactory>().CreateLogger("test").LogInformation("{Text}", text);

    public void Dispose() => _services.Dispose();
}
