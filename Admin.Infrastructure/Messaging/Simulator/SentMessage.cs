using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>One thing that will be told about a message.</summary>
/// <param name="Offset">Milliseconds after the acceptance.</param>
/// <param name="Code">Error code of a failure.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Update(UpdateKind Kind, long Offset, int Code = 0);

/// <summary>An accepted message, with what is still to be told about it.</summary>
internal sealed class SentMessage(long sequence, string wamid, string phoneNumberId, string recipient, string callbackData, string category, long acceptedAt, Update[] updates)
{
    private const int UpdateBytes = 13;

    private long _open = (1L << updates.Length) - 1;

    /// <summary>More would not fit into the mask of open ones.</summary>
    public const int MaxUpdates = 62;

    public long Sequence => sequence;

    public string Wamid => wamid;

    public string PhoneNumberId => phoneNumberId;

    public string Recipient => recipient;

    public string CallbackData => callbackData;

    /// <summary>The template's category, which the price goes by.</summary>
    public string Category => category;

    /// <summary>Unix milliseconds.</summary>
    public long AcceptedAt { get; } = acceptedAt;

    public Update[] Updates => updates;

    /// <summary>Unix milliseconds from which offsets count: the acceptance, or the release from a hold.</summary>
    public long Base { get; private set; } = acceptedAt;

    /// <summary>A bit for each update that has not been taken yet.</summary>
    public long Open => Interlocked.Read(ref _open);

    public bool IsOpen(int index) => (Open & (1L << index)) != 0;

    /// <summary>True when it was the last one.</summary>
    public bool Close(int index) => (Interlocked.And(ref _open, ~(1L << index)) & ~(1L << index)) == 0;

    public long DueAt(int index) => Base + updates[index].Offset;

    public void ReleaseAt(long now) => Base = now;

    public static SentMessage Restore(long sequence, string wamid, string phoneNumberId, string recipient, string callbackData, string category, long acceptedAt, byte[] plan, long open) =>
        new(sequence, wamid, phoneNumberId, recipient, callbackData, category, acceptedAt, Unpack(plan)) { _open = open };

    /// <summary>The same message with another story, as a hold that ends badly writes it.</summary>
    public SentMessage With(Update[] story) => new(sequence, wamid, phoneNumberId, recipient, callbackData, category, AcceptedAt, story);

    public byte[] PackUpdates()
    {
        var bytes = new byte[updates.Length * UpdateBytes];
        for (var i = 0; i < updates.Length; i++)
        {
            var at = bytes.AsSpan(i * UpdateBytes);
            at[0] = (byte)updates[i].Kind;
            BinaryPrimitives.WriteInt64LittleEndian(at[1..], updates[i].Offset);
            BinaryPrimitives.WriteInt32LittleEndian(at[9..], updates[i].Code);
        }

        return bytes;
    }

    private static Update[] Unpack(byte[] bytes)
    {
        var found = new Update[bytes.Length / UpdateBytes];
        for (var i = 0; i < found.Length; i++)
        {
            var at = bytes.AsSpan(i * UpdateBytes);
            found[i] = new Update((UpdateKind)at[0], BinaryPrimitives.ReadInt64LittleEndian(at[1..]), BinaryPrimitives.ReadInt32LittleEndian(at[9..]));
        }

        return found;
    }
}
