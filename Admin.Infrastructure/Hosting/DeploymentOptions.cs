using Admin.Infrastructure.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Hosting;

/// <summary>Where this installation keeps its files: a key of the configuration's root.</summary>
public sealed class DeploymentOptions
{
    /// <summary>Where embedded parts keep their files. Development: <c>.data</c> beside the solution unless given.</summary>
    public string? DataDirectory { get; set; }
}

/// <summary>Rules between settings of several features, by environment. Each fault names its key.</summary>
internal sealed class DeploymentOptionsValidator(IHostEnvironment environment, IConfiguration configuration) : IValidateOptions<DeploymentOptions>
{
    public ValidateOptionsResult Validate(string? name, DeploymentOptions options)
    {
        List<string> faults = [];
        if (!environment.IsDevelopment() && string.IsNullOrWhiteSpace(options.DataDirectory))
            faults.Add("DataDirectory is required outside Development: keys and embedded data live there.");
        else if (!environment.IsDevelopment() && !HasFernetKeys(options.DataDirectory!))
            faults.Add(SecretKeysException.Required(Path.Combine(options.DataDirectory!, FernetKeyFile.Name)).Message);
        if (IsOpenForward())
            faults.Add("WhatsApp:ForwardUrl must be https: what is passed on names people. In Development http is enough on loopback.");
        if (environment.IsProduction())
            CheckProduction(faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // Whether they are the right ones is seen once the database is open; that there are some can be seen now.
    private bool HasFernetKeys(string directory)
    {
        var keys = configuration.GetSection("Secrets:Fernet:Keys");
        return !string.IsNullOrWhiteSpace(keys.Value) || keys.GetChildren().Any() || File.Exists(Path.Combine(directory, FernetKeyFile.Name));
    }

    private bool IsOpenForward() =>
        Uri.TryCreate(configuration["WhatsApp:ForwardUrl"], UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp
        && !(environment.IsDevelopment() && address.IsLoopback);

    private void CheckProduction(List<string> faults)
    {
        if (configuration.GetValue("Demo:Enabled", defaultValue: false))
            faults.Add("Demo:Enabled must be off in Production: demo accounts have a known password.");
        if (configuration.GetValue("Simulator:Enabled", defaultValue: false))
            faults.Add("Simulator:Enabled must be off in Production: campaigns would reach nobody.");
        if (string.IsNullOrWhiteSpace(configuration["PublicUrl"]))
            faults.Add("PublicUrl is required in Production: links in mails are built from it.");
        if (string.IsNullOrWhiteSpace(configuration["WhatsApp:BaseUrl"]))
        {
            faults.Add("WhatsApp:BaseUrl is required in Production, such as https://graph.facebook.com.");
            return;
        }

        if (string.IsNullOrWhiteSpace(configuration["WhatsApp:AppSecret"]))
            faults.Add("WhatsApp:AppSecret is required with WhatsApp:BaseUrl: without it webhooks cannot be trusted.");
        if (string.IsNullOrWhiteSpace(configuration["WhatsApp:VerifyToken"]))
            faults.Add("WhatsApp:VerifyToken is required with WhatsApp:BaseUrl: Meta asks for it when the webhook is set up.");
    }
}
