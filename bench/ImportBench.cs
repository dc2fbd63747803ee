using System.Diagnostics;
using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Bench;

/// <summary>A million rows of a Brazilian Excel, uploaded in pieces, checked and imported by the real runner, on SQLite with its full syncs.</summary>
internal static class ImportBench
{
    private const int Repeated = 10_000;
    private const int Wrong = 1_000;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync(string? count)
    {
        var rows = count is null ? 1_000_000 : int.Parse(count, CultureInfo.InvariantCulture);
        var directory = Path.Combine(Path.GetTempPath(), $"admin-bench-{Guid.CreateVersion7():N}");
        try
        {
            await using var node = await BenchNode.StartAsync(directory, []);
            var organization = Organization.Create("Bench", "bench", TimeProvider.System.GetUtcNow().UtcDateTime);
            await BenchNode.AddAsync(node, [organization]);
            var path = Path.Combine(directory, "contacts.csv");
            await WriteAsync(path, rows);
            await RunAsync(node, Actor.System(organization.Id, "bench"), path, rows);
            return 0;
        }
        finally
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task RunAsync(ServiceProvider node, Actor actor, string path, int rows)
    {
        var before = Environment.WorkingSet;
        var bytes = new FileInfo(path).Length;
        var (id, uploaded) = await UploadAsync(node, actor, path, bytes);
        Say($"{rows:N0} rows, {bytes / 1048576d:F0} MB; uploaded in {uploaded.TotalSeconds:F1} s; resident before {Megabytes(before)}");

        var import = await GetAsync(node, actor, id);
        var settings = new ImportSettings(import.Format.Encoding, import.Format.Separator, import.Format.HasHeader, import.Columns, [], "Everybody", ["import"], null, null, ExistingContacts.Overwrite);
        var check = await WatchAsync(node, actor, id, "check", rows, i => i.ReadBytes, async () => (await node.GetRequiredService<ContactImports>().CheckAsync(actor, id, settings, CancellationToken.None)).Error?.Code);
        var run = await WatchAsync(node, actor, id, "import", rows, i => i.Done, async () => (await node.GetRequiredService<ContactImports>().StartAsync(actor, id, CancellationToken.None)).Error?.Code);

        var done = await GetAsync(node, actor, id);
        await using var db = await node.GetRequiredService<IAdminDb>().OpenAsync(TenantScope.For(actor.Organization!.Value), CancellationToken.None);
        var (contacts, listed, tagged) = (await db.Set<Contact>().CountAsync(), await db.Set<ContactListEntry>().CountAsync(), await db.Set<ContactTagEntry>().CountAsync());
        var people = rows - Repeated - Wrong;
        if (done.State != ContactImportState.Completed || done.Added != people || done.Duplicates != Repeated || done.Rejected != Wrong || (contacts, listed, tagged) != (people, people, people))
            throw new InvalidOperationException($"{done.State}: {done.Added} added, {done.Duplicates} repeated, {done.Rejected} rejected; {contacts} contacts, {listed} listed, {tagged} tagged.");
        Say($"{contacts:N0} contacts, each on a list and with a tag; check and import {(check + run).TotalSeconds:F1} s (aim: under 60)");
    }

    private static async Task<(ContactImportId Id, TimeSpan Took)> UploadAsync(ServiceProvider node, Actor actor, string path, long bytes)
    {
        var uploads = node.GetRequiredService<ContactImportUploads>();
        var clock = Stopwatch.StartNew();
        var id = (await uploads.CreateAsync(actor, new ContactImportDraft("contacts.csv", bytes, 1), CancellationToken.None)).Value.Id;
        await using var file = File.OpenRead(path);
        var piece = new byte[ImportRules.ChunkBytes];
        for (long offset = 0; offset < bytes;)
        {
            var read = await file.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false);
            offset = (await uploads.AppendAsync(actor, id, offset, new MemoryStream(piece, 0, read), CancellationToken.None)).Value.ReceivedBytes;
        }

        return (id, clock.Elapsed);
    }

    /// <summary>Begins a step, has it worked off, and looks meanwhile at what a page would show and at the memory.</summary>
    private static async Task<TimeSpan> WatchAsync(ServiceProvider node, Actor actor, ContactImportId id, string what, int rows, Func<ContactImportView, long> progress, Func<Task<string?>> begin)
    {
        if (await begin() is { } refused)
            throw new InvalidOperationException(refused);
        var clock = Stopwatch.StartNew();
        var work = Task.Run(() => node.GetRequiredService<ContactImportRunner>().RunDueAsync(CancellationToken.None));
        List<long> memory = [];
        var (silence, moved, last) = (TimeSpan.Zero, TimeSpan.Zero, -1L);
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(Tick, TimeProvider.System));
            memory.Add(Environment.WorkingSet);
            var now = progress(await GetAsync(node, actor, id));
            if (now == last)
                continue;
            (silence, moved, last) = (clock.Elapsed - moved > silence ? clock.Elapsed - moved : silence, clock.Elapsed, now);
        }

        await work;
        var took = clock.Elapsed;
        Say($"{what}: {took.TotalSeconds:F1} s, {rows / took.TotalSeconds:N0} rows a second; longest silence {silence.TotalMilliseconds:F0} ms; resident at each tenth {string.Join(' ', Tenths(memory))}, most {Megabytes(memory.Max())}");
        return took;
    }

    private static IEnumerable<string> Tenths(List<long> memory) => Enumerable.Range(0, 11).Select(i => Megabytes(memory[Math.Min(memory.Count - 1, memory.Count * i / 10)]));

    private static async Task<ContactImportView> GetAsync(ServiceProvider node, Actor actor, ContactImportId id) =>
        (await node.GetRequiredService<ContactImportReader>().GetAsync(actor, id, CancellationToken.None)).Value;

    private static async Task WriteAsync(string path, int rows)
    {
        await using var file = new StreamWriter(path, append: false, CsvEncoding.Windows1252.Decoder());
        await file.WriteLineAsync("Telefone;Nome;Cidade;Saldo;Observações");
        for (var i = 0; i < rows; i++)
        {
            // Not in their order, as in life: the index of phones is met everywhere.
            var person = (i >= rows - Repeated ? i - rows + Repeated : (long)i) * 7_368_787 % 9_999_991;
            var phone = i >= rows - Repeated - Wrong && i < rows - Repeated ? "sem telefone" : string.Create(CultureInfo.InvariantCulture, $"(11) 9{Digits(person)[..4]}-{Digits(person)[4..]}");
            await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{phone};João da Conceição {i};São Paulo;{i % 1000},50;\"cliente; desde {2000 + (i % 25)}\""));
        }
    }

    // From 70000000 on, all are mobiles.
    private static string Digits(long person) => (70_000_000 + person).ToString(CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576d:F0} MB");

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
