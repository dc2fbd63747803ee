using System.Buffers.Binary;
using System.Text;

namespace Admin.Domain.Auditing;

/// <summary>What a seal covers: every field, each with its length in front, so that no two entries read the same.</summary>
internal static class AuditChain
{
    public static string SealOf(AuditEntry entry, IAuditSeal seal)
    {
        using var content = new MemoryStream();
        Add(content, entry.OrganizationId.ToString());
        Add(content, entry.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add(content, entry.At.Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add(content, entry.ActorKind.ToString());
        Add(content, entry.ActorId);
        Add(content, entry.Address);
        Add(content, entry.Action);
        Add(content, entry.SubjectType);
        Add(content, entry.SubjectId);
        Add(content, entry.Outcome.ToString());
        Add(content, entry.Reason);
        Add(content, entry.Details);
        Add(content, entry.PreviousSeal);
        return seal.Seal(content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    private static void Add(MemoryStream content, string? field)
    {
        Span<byte> length = stackalloc byte[4];
        var bytes = field is null ? [] : Encoding.UTF8.GetBytes(field);
        BinaryPrimitives.WriteInt32BigEndian(length, field is null ? -1 : bytes.Length);
        content.Write(length);
        content.Write(bytes);
    }
}
