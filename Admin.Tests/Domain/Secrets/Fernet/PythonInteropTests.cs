using System.Diagnostics;
using System.Text;
using Admin.Domain.Secrets.Fernet;
using Admin.Domain.Secrets.Importing;
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

    [Fact]
    public async Task Import_TokensMadeByPythonWithTwoKeys_AreTakenOver()
    {
        Assert.SkipUnless(await HasCryptographyAsync(), NoPython);
        var keys = $"{FernetKey.Generate().Export()},{FernetKey.Generate().Export()}";
        const string Script = "k = a[0].split(','); print(Fernet(k[1]).encrypt(bytes.fromhex(a[1])).decode() + ' ' + MultiFernet([Fernet(x) for x in k]).encrypt(b'two').decode())";
        var tokens = (await PythonAsync(Script, keys, Hex("ação 🔑"))).Split(' ');
        await using var test = await SecretsFixture.CreateAsync();

        var report = await test.Get<SecretImports>().RunAsync(
            test.Admin,
            new SecretImportRequest(SecretImportSource.FernetTokens) { Key = new FormerKey(keys), Items = [new FormerSecret("ONE", tokens[0]), new FormerSecret("TWO", tokens[1])] },
            CancellationToken.None);

        Assert.Equal(2, report.Value.Count(SecretImportState.New));
        Assert.Equal("ação 🔑", (await test.Service.ReadForUseAsync(test.Acme.Id, report.Value.Rows[0].Secret!.Value, "test", CancellationToken.None)).Value.GetText());
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
