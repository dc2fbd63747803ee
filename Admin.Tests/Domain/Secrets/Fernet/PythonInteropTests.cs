using System.Diagnostics;
using System.Text;
using Admin.Domain.Secrets.Fernet;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Secrets.Fernet;

/// <summary>Both ways between this Fernet and Python's <c>cryptography</c>; skipped where that is not installed.</summary>
public sealed class PythonInteropTests
{
    private const string NoPython = "python3 with the package 'cryptography' is not installed";

    [Theory]
    [InlineData("")]
    [InlineData("chave secreta: ação 🔑")]
    [InlineData("exactly 16 bytes")]
    public async Task TryDecrypt_TokenMadeByPython_GivesItsContent(string content)
    {
        Assert.SkipUnless(await HasCryptographyAsync(), NoPython);
        var key = FernetKey.Generate();

        var token = await PythonAsync("print(Fernet(a[0]).encrypt(bytes.fromhex(a[1])).decode())", key.Export(), Hex(content));

        Assert.True(FernetToken.TryDecrypt(key, token, out var read));
        Assert.Equal(content, Encoding.UTF8.GetString(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("chave secreta: ação 🔑")]
    [InlineData("exactly 16 bytes")]
    public async Task Encrypt_ReadByPython_GivesTheContent(string content)
    {
        Assert.SkipUnless(await HasCryptographyAsync(), NoPython);
        var key = FernetKey.Generate();
        var token = FernetToken.Encrypt(key, Encoding.UTF8.GetBytes(content), Times.Start);

        var read = await PythonAsync("print(MultiFernet([Fernet(Fernet.generate_key()), Fernet(a[0])]).decrypt(a[1].encode()).hex())", key.Export(), token);

        Assert.Equal(Hex(content), read);
    }

    private static string Hex(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));

    private static async Task<bool> HasCryptographyAsync()
    {
        try
        {
            return await PythonAsync("print('yes')") == "yes";
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }

    private static async Task<string> PythonAsync(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", $"import sys; from cryptography.fernet import Fernet, MultiFernet; a = sys.argv[1:]; {script}", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var problem = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (await output).Trim() : throw new InvalidOperationException(await problem);
    }
}
