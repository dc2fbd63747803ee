using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Admin.Bench;

/// <summary>The managed heap of another process after a full collection, which is asked for over the runtime's diagnostics port.</summary>
internal static class ManagedHeap
{
    private const ulong CollectKeyword = 0x800000;
    private const uint Verbose = 5;

    /// <summary>Bytes, as the process's own metrics say after the collection.</summary>
    public static async Task<double> MeasureAsync(int process, HttpClient http)
    {
        // Finalizers run after the first; the second takes what they held.
        await CollectAsync(process);
        await CollectAsync(process);
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return metrics.Split('\n').Where(l => l.StartsWith("dotnet_gc_last_collection_heap_size", StringComparison.Ordinal))
            .Sum(l => double.Parse(l.Split('}')[1].Trim().Split(' ')[0], CultureInfo.InvariantCulture));
    }

    // Beginning to trace with this keyword is how the runtime is asked to collect from outside.
    private static async Task CollectAsync(int process)
    {
        var path = Directory.EnumerateFiles(Path.GetTempPath(), $"dotnet-diagnostic-{process}-*-socket").Single();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await socket.SendAsync(Request());
        var buffer = new byte[64 * 1024];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        try
        {
            while (await socket.ReceiveAsync(buffer, patience.Token) > 0)
            {
            }
        }
        catch (OperationCanceledException)
        {
            // The trace goes on until the connection is closed; by now the collection has long ended.
        }
    }

    private static byte[] Request()
    {
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(payload, Encoding.Unicode, leaveOpen: true))
        {
            const string provider = "Microsoft-Windows-DotNETRuntime\0";
            writer.Write(16u);
            writer.Write(1u);
            writer.Write(1u);
            writer.Write(CollectKeyword);
            writer.Write(Verbose);
            writer.Write((uint)provider.Length);
            writer.Write(Encoding.Unicode.GetBytes(provider));
            writer.Write(0u);
        }

        using var request = new MemoryStream();
        using (var writer = new BinaryWriter(request, Encoding.ASCII, leaveOpen: true))
        {
            writer.Write("DOTNET_IPC_V1\0"u8);
            writer.Write((ushort)(20 + payload.Length));
            writer.Write((byte)2);
            writer.Write((byte)2);
            writer.Write((ushort)0);
            writer.Write(payload.ToArray());
        }

        return request.ToArray();
    }
}
