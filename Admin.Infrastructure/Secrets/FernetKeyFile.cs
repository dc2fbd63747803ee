using System.Diagnostics.CodeAnalysis;
using Admin.Domain.Secrets.Fernet;
using Admin.Infrastructure.Hosting;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Secrets;

public sealed class FernetKeyFile(DataDirectory directory, ILogger<FernetKeyFile> log) : KeyFile<FernetKey>(directory, log)
{
    public const string Name = "fernet.keys";

    protected override string FileName => Name;

    protected override string Algorithm => "Fernet";

    protected override bool TryParse(string text, [NotNullWhen(true)] out FernetKey? key) => FernetKey.TryParse(text, out key);
}
