using System.Security.Cryptography;
using System.Text;
using Admin.Infrastructure.Hosting;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Demo;

/// <summary>The one password of all demo people.</summary>
internal sealed class DemoPassword(IOptions<DemoOptions> options, DataDirectory directory)
{
    private const string FileName = "demo-password";

    // No letters or digits that are taken for each other.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Where to find it, for people.</summary>
    public string Place => Configured is null ? directory.File(FileName) : "Demo:Password";

    private string? Configured => string.IsNullOrEmpty(options.Value.Password) ? null : options.Value.Password;

    public string Read()
    {
        if (Configured is { } password)
            return password;
        var path = directory.File(FileName);
        if (!File.Exists(path))
            directory.CreatePrivateFile(FileName, Encoding.UTF8.GetBytes(RandomNumberGenerator.GetString(Alphabet, 16) + "\n"));
        return File.ReadAllText(path).Trim();
    }
}
