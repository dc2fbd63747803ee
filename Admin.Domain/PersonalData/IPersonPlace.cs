namespace Admin.Domain.PersonalData;

/// <summary>
/// One place in which the product keeps something of a person. Whoever makes a new table, file or key that can hold a phone, a name or
/// a message's parameters adds it to a place: a test lists all tables and fails on one that no place names.
/// </summary>
public interface IPersonPlace
{
    /// <summary>A word of the contract, such as <c>contacts</c>.</summary>
    string Name { get; }

    /// <summary>The tables that this place looks after.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Whether an erasure that has to wait goes through it again. Not where everything goes at once and nothing of the old comes back.</summary>
    bool IsRepeated => true;

    /// <summary>What is kept, in the order of a reader's interest; each with public properties only, as the export shows them.</summary>
    Task<IReadOnlyList<object>> ReadAsync(PersonSought person, CancellationToken ct);

    /// <summary>
    /// Takes the person out; safe to repeat and to be ended anywhere. Answers how much went, and how much has to wait: a message
    /// on its way, a webhook that is not merged yet.
    /// </summary>
    Task<PlaceErased> EraseAsync(PersonSought person, CancellationToken ct);
}

/// <summary>What became of one place.</summary>
/// <param name="Erased">Rows that were taken out or made nobody's.</param>
/// <param name="Left">Rows that must wait; the sweep comes back to them.</param>
public sealed record PlaceErased(int Erased, int Left = 0);
