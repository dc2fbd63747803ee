using System.Collections.Concurrent;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Importing;
using Admin.Infrastructure.Campaigns;
using Admin.Infrastructure.Hosting;

namespace Admin.Infrastructure.Messaging.Importing;

/// <summary>Files of imports below the data directory, one folder for all, readable by the application's own user only.</summary>
internal sealed class ImportFiles(DataDirectory data) : IImportFiles
{
    private const string Folder = "imports";
    private const int BufferLength = 64 * 1024;

    private readonly ConcurrentDictionary<ContactImportId, bool> _beingWritten = new();

    public async Task<Result<long>> WriteAsync(ContactImportId id, long offset, Stream content, long most, CancellationToken ct)
    {
        // Two windows that send the same file would write over each other.
        if (!_beingWritten.TryAdd(id, true))
            return ImportErrors.UploadBusy;
        try
        {
            await using var file = new FileStream(PathOf(id, ImportFile.Upload), Private(FileMode.OpenOrCreate, FileAccess.Write));
            if (file.Length < offset)
                return ImportErrors.FileLost;
            // Never shortened: a piece that comes twice must not cut off what came after it.
            file.Position = offset;
            await new BoundedStream(content, most).CopyToAsync(file, BufferLength, ct);
            await file.FlushAsync(ct);
            // What is noted as received must survive a power cut.
            file.Flush(flushToDisk: true);
            return file.Position;
        }
        catch (StreamTooLongException)
        {
            return ImportErrors.TooLarge;
        }
        finally
        {
            _beingWritten.TryRemove(id, out _);
        }
    }

    public bool Has(ContactImportId id, ImportFile file) => File.Exists(PathOf(id, file));

    public Stream OpenRead(ContactImportId id, ImportFile file) =>
        new FileStream(PathOf(id, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferLength, FileOptions.SequentialScan);

    public Stream Create(ContactImportId id, ImportFile file)
    {
        // Deleted rather than emptied: who still writes or reads the former one goes on with that.
        Delete(id, file);
        return new FileStream(PathOf(id, file), Private(FileMode.CreateNew, FileAccess.Write));
    }

    public void Delete(ContactImportId id, ImportFile file) => File.Delete(PathOf(id, file));

    public IReadOnlyList<ContactImportId> All() =>
        [.. Directory.EnumerateFiles(FolderPath()).Select(Path.GetFileNameWithoutExtension).Distinct(StringComparer.Ordinal)
            .Where(n => Guid.TryParseExact(n, "N", out _)).Select(n => new ContactImportId(Guid.ParseExact(n!, "N")))];

    private static FileStreamOptions Private(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.Read | FileShare.Delete, BufferSize = BufferLength };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static string Ending(ImportFile file) => file switch
    {
        ImportFile.Upload => "upload",
        ImportFile.Repeated => "repeated",
        ImportFile.Rejected => "csv",
    };

    private string PathOf(ContactImportId id, ImportFile file) => Path.Combine(FolderPath(), $"{id.Value:N}.{Ending(file)}");

    private string FolderPath()
    {
        var path = data.File(Folder);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
