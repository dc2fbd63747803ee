using System.Text;
using Admin.Domain.Secrets.Importing;

namespace Admin.Domain.Secrets.Exporting;

/// <summary>An export as a .env file; what it does not carry stands in comments at its head, so that nobody takes it for all.</summary>
public static class SecretEnvFile
{
    public static string Write(SecretValueExport export)
    {
        var text = new StringBuilder();
        var carried = export.AsEnv();
        foreach (var missing in carried.LeftOut)
            text.Append("# left out: ").Append(missing.Name).Append(" (").Append(missing.Why.Code).Append(")\n");
        foreach (var one in carried.Secrets)
            text.Append(EnvText.Line(one.Secret.Name, one.Value.GetText()));
        return text.ToString();
    }
}
