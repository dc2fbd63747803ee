using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Messaging;

/// <summary>Where the Cloud API is. The composition sets it to the simulator, whose port is known only after its start.</summary>
public sealed class WhatsAppEndpoint(IOptions<WhatsAppOptions> options)
{
    private Uri? _baseUrl = string.IsNullOrWhiteSpace(options.Value.BaseUrl) ? null : new Uri(options.Value.BaseUrl);

    /// <summary>Null while neither configured nor set.</summary>
    public Uri? BaseUrl
    {
        get => Volatile.Read(ref _baseUrl);
        set => Volatile.Write(ref _baseUrl, value);
    }

    internal Uri? For(string path) =>
        BaseUrl is { } root ? new Uri($"{root.ToString().TrimEnd('/')}/{options.Value.ApiVersion}/{path}") : null;
}
