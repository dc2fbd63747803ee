using System.Diagnostics;
using System.Net.Sockets;
using Admin.Domain.Messaging;
using Admin.Tests.Support;

namespace Admin.Tests.Infrastructure.Messaging;

/// <summary>The simulator as a process of its own, as benchmarks and fault tests run it.</summary>
public sealed class SimulatorProcessTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("simulator-process-");
    private WebhookReceiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await WebhookReceiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Process_WithItsSettings_SaysItsAddressAndStopsWhenTold()
    {
        using var process = Start(
            $"--Simulator:DatabasePath={Path.Combine(_directory.FullName, "ledger.db")}",
            $"--Simulator:AppSecret={WebhookReceiver.Secret}",
            $"--Simulator:WebhookUrl={_receiver.Url}",
            "--Simulator:ReadPercent=100",
            "--Simulator:Numbers:0:PhoneNumberId=100",
            "--Simulator:Numbers:0:MessagesPerSecond=1000",
            "--Simulator:Templates:0:Name=order_update",
            "--Simulator:Templates:0:Language=en_US",
            "--Simulator:Templates:0:ParameterCount=2");
        using var patience = new CancellationTokenSource(Patience);
        var line = await process.StandardOutput.ReadLineAsync(patience.Token);
        var address = new Uri(line!.Split(' ')[^1]);
        using var client = new ClientUnderTest(address);

        Assert.IsType<SendOutcome.Accepted>(await client.SendAsync());
        Assert.Equal(3, (await _receiver.TakeAsync(3)).Count);
        using (var terminate = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await terminate.WaitForExitAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);

        Assert.Equal(0, process.ExitCode);
        using var after = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => after.ConnectAsync(address.Host, address.Port));
    }

    [Fact]
    public async Task Process_WithoutWhatItNeeds_NamesEveryKey()
    {
        using var process = Start("--Simulator:MalformedPercent=101");
        using var patience = new CancellationTokenSource(Patience);

        var said = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);

        Assert.Equal(78, process.ExitCode);
        Assert.All(["Simulator:DatabasePath", "Simulator:AppSecret", "Simulator:MalformedPercent"], key => Assert.Contains(key, said, StringComparison.Ordinal));
    }

    private static Process Start(params string[] settings) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(Solution.Path, "Admin.Web", "bin", "Debug", "net10.0", "Admin.Web.dll"), "simulator", .. settings])
    {
        WorkingDirectory = Path.GetTempPath(),
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;
}
