namespace Admin.Domain.PersonalData;

/// <summary>What is kept of a phone.</summary>
/// <param name="Phone">E.164, as it was understood.</param>
/// <param name="Places">Only those that keep something.</param>
/// <param name="ErasedAt">When the person was erased before; null when never.</param>
public sealed record PersonFound(string Phone, IReadOnlyList<PlaceFound> Places, DateTime? ErasedAt);

/// <param name="Name">A word of the contract, such as <c>contacts</c>.</param>
/// <param name="Count">Rows or bodies.</param>
public sealed record PlaceFound(string Name, int Count);

/// <summary>Everything that is kept of a phone, place by place.</summary>
public sealed record PersonExport(string Phone, DateTime ExportedAt, IReadOnlyDictionary<string, IReadOnlyList<object>> Places);

/// <summary>An erasure as its organization sees it.</summary>
/// <param name="Mark">Stands for the phone.</param>
/// <param name="Erased">Rows that were taken out or made nobody's.</param>
/// <param name="Left">Rows that have to wait.</param>
public sealed record ErasureView(ErasureId Id, string Mark, DateTime RequestedAt, int Erased, int Left, DateTime? DoneAt)
{
    internal static ErasureView Of(Erasure erasure) => new(erasure.Id, erasure.Mark, erasure.RequestedAt, erasure.Erased, erasure.Left, erasure.DoneAt);
}
