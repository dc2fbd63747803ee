using System.Security.Cryptography;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Templating;

/// <summary>Files for media headers: uploaded to WhatsApp once per number, and used by their id until it expires.</summary>
public sealed class MediaUploads(IAdminDb adminDb, Access access, AuditLog audit, SecretService secrets, IWhatsAppManagement whatsApp, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Uploads a file, unless the very same one is at WhatsApp for this number already.</summary>
    /// <param name="fileName">As the person calls it; only its last part is kept.</param>
    public async Task<Result<MediaView>> UploadAsync(Actor actor, string? phoneNumberId, string? fileName, string? contentType, Stream content, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await db.Set<Number>().AsNoTracking().FirstOrDefaultAsync(n => n.PhoneNumberId == phoneNumberId, ct) is not { } number)
            return NumberErrors.NotFound;
        if (await ReadAsync(content, ct) is not { } bytes)
            return TemplateErrors.MediaTooLarge(MediaRules.MaxBytes / (1024 * 1024));
        var kind = MediaRules.KindOf(contentType, bytes);
        if (kind.Failed)
            return kind.Error;
        var (hash, now) = (Convert.ToHexStringLower(SHA256.HashData(bytes)), Now);
        var latest = await db.Set<TemplateMedia>().AsNoTracking().Where(m => m.NumberId == number.Id && m.Hash == hash).OrderByDescending(m => m.ExpiresAt).FirstOrDefaultAsync(ct);
        if (latest?.IsUsable(now) == true)
            return MediaView.Of(latest);

        var token = await secrets.ReadForUseAsync(allowed.Value, number.AccessTokenSecretId, "media", ct);
        if (token.Failed)
            return token.Error;
        var file = new MediaFile(NameOf(fileName, kind.Value), contentType!.Split(';')[0].Trim().ToLowerInvariant(), bytes);
        var answer = await whatsApp.UploadMediaAsync(number.PhoneNumberId, token.Value.GetText(), file, ct);
        if (!answer.Succeeded)
            return answer.Error is { } error ? TemplateErrors.MediaRefused(error.Code) : TemplateErrors.MediaAway;
        return await KeepAsync(actor, db, TemplateMedia.Create(allowed.Value, number.Id, answer.Value!, kind.Value, file, hash, now), ct);
    }

    private async Task<Result<MediaView>> KeepAsync(Actor actor, AdminDbContext db, TemplateMedia media, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        db.Add(media);
        await audit.AppendAsync(db, actor, new AuditAct("media.uploaded", "media", media.Id.ToString()), ct);
        await write.CommitAsync(ct);
        return MediaView.Of(media);
    }

    // Null: more than is taken.
    private static async Task<byte[]?> ReadAsync(Stream content, CancellationToken ct)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        while (await content.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (memory.Length + read > MediaRules.MaxBytes)
                return null;
            memory.Write(buffer, 0, read);
        }

        return memory.ToArray();
    }

    private static string NameOf(string? fileName, ParameterKind kind)
    {
        var name = new string([.. (fileName ?? "").Split('/', '\\')[^1].Where(c => !char.IsControl(c) && c != '"')]).Trim();
        return name.Length == 0 ? SnakeCase.Of(kind) : name.Length > TemplateMedia.FileNameMaxLength ? name[^TemplateMedia.FileNameMaxLength..] : name;
    }
}

/// <summary>An upload as its organization sees it.</summary>
/// <param name="MediaId">What a media header is bound to.</param>
public sealed record MediaView(string MediaId, ParameterKind Kind, string FileName, int Bytes, DateTime UploadedAt, DateTime ExpiresAt)
{
    internal static MediaView Of(TemplateMedia m) => new(m.MediaId, m.Kind, m.FileName, m.Bytes, m.UploadedAt, m.ExpiresAt);
}
