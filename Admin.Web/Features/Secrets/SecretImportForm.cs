using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Importing;
using Admin.Web.Api;
using ImportSource = Admin.Domain.Secrets.Importing.SecretImportSource;

namespace Admin.Web.Features.Secrets;

/// <summary>How to import, as a person chose it; what to import is not here: it stays in the browser until it is sent.</summary>
internal sealed class SecretImportForm
{
    public ImportSource Source { get; set; }

    public string Chatbot { get; set; } = "";

    public string Provider { get; set; } = "";

    public SecretKind Kind { get; set; } = SecretKind.ApiKey;

    /// <summary>Separated by commas.</summary>
    public string Tags { get; set; } = "";

    public bool IsRestricted { get; set; }

    public SecretImportExisting OnExisting { get; set; }

    public Result<SecretImportRequest> ToRequest(byte[] content, FormerKey? key, bool dryRun)
    {
        var request = new SecretImportRequest(Source)
        {
            ChatbotId = Guid.TryParse(Chatbot, out var id) ? new ChatbotId(id) : null,
            Provider = Provider.Length > 0 ? Provider : null,
            Kind = Kind,
            Tags = Tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Visibility = IsRestricted ? SecretVisibility.Restricted : SecretVisibility.Masked,
            OnExisting = OnExisting,
            DryRun = dryRun,
            Key = key,
        };
        if (Source != ImportSource.FernetTokens)
            return request with { Text = content.Length == 0 ? null : new SecretImportText(content) };
        if (content.Length == 0)
            return request;
        try
        {
            var rows = JsonSerializer.Deserialize<List<FormerSecretBody?>>(content, ApiJson.Options);
            return request with { Items = rows?.ConvertAll(r => r?.ToFormer() ?? new FormerSecret(null, null)) };
        }
        catch (JsonException e)
        {
            return SecretImportErrors.NotJson((e.LineNumber ?? 0) + 1);
        }
    }
}
