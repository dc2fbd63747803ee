namespace Admin.Domain.Auditing;

/// <summary>Walks a chain in order and stops at the first entry that breaks it.</summary>
internal sealed class AuditVerifier(IAuditSeal seal)
{
    private AuditEntry? _last;
    private string _computed = "";

    public long Entries { get; private set; }

    public (long Sequence, AuditFault Fault)? Broken { get; private set; }

    public string Head => _last?.Seal ?? "";

    /// <summary>Takes the next entry; false when the chain is broken.</summary>
    public bool Take(AuditEntry entry)
    {
        // Whether an entry or only its seal was changed shows in what the next one names, so each is judged with its successor.
        if (Broken is null && Judge(entry) is { } fault)
            Broken = fault;
        if (Broken is not null)
            return false;
        _computed = AuditChain.SealOf(entry, seal);
        _last = entry;
        Entries++;
        return true;
    }

    /// <summary>Judges the last entry, and the end against the chain's head.</summary>
    /// <param name="beyond">The first entry that stands beyond the head, if any.</param>
    public void Finish(AuditHead? head, long? beyond)
    {
        Broken ??= _last is not null && _computed != _last.Seal ? (_last.Sequence, AuditFault.Changed) : null;
        var last = _last?.Sequence ?? 0;
        if (Broken is null && ((head?.Sequence ?? 0) != last || (head?.Seal ?? "") != Head))
            Broken = (Math.Min(last, head?.Sequence ?? 0) + 1, AuditFault.TailCut);
        if (Broken is null && beyond is { } extra)
            Broken = (extra, AuditFault.TailCut);
    }

    private (long Sequence, AuditFault Fault)? Judge(AuditEntry next)
    {
        if (_last is not null && _computed != _last.Seal)
            return (_last.Sequence, next.PreviousSeal == _computed ? AuditFault.WrongSeal : AuditFault.Changed);
        var expected = (_last?.Sequence ?? 0) + 1;
        if (next.Sequence != expected)
            return (expected, AuditFault.Gap);
        return next.PreviousSeal == Head ? null : (next.Sequence, AuditFault.Unlinked);
    }
}
