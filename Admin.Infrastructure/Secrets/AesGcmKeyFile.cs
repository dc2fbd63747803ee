using System.Diagnostics.CodeAnalysis;
using Admin.Domain.Secrets.AesGcm;
using Admin.Infrastructure.Hosting;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Secrets;

public sealed class AesGcmKeyFile(DataDirectory directory, ILogger<AesGcmKeyFile> log) : KeyFile<AesGcmKey>(directory, log)
{
    public const string Name = "aes-gcm.keys";

    protected override string FileName => Name;

    protected override string Algorithm => "AES-256-GCM";

    protected override bool TryParse(string text, [NotNullWhen(true)] out AesGcmKey? key) => AesGcmKey.TryParse(text, out key);
}
