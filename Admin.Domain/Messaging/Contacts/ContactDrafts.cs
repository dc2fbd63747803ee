namespace Admin.Domain.Messaging.Contacts;

/// <summary>What a form or a program gives for a contact; unchecked. What is null stays as it is (a new contact needs its phone).</summary>
/// <param name="Name">Empty: takes the name away.</param>
/// <param name="Fields">All of them; what is not among them is taken away.</param>
/// <param name="Tags">All of them, likewise.</param>
public sealed record ContactDraft(
    string? Phone = null,
    string? Name = null,
    IReadOnlyList<KeyValuePair<string, string?>>? Fields = null,
    IReadOnlyList<string>? Tags = null);

/// <summary>A consent that was given or withdrawn; unchecked.</summary>
/// <param name="At">When the person said so; null: now.</param>
/// <param name="Source">Where and how, in words.</param>
public sealed record ConsentDraft(ConsentPurpose Purpose, ConsentState State, string? Source, DateTime? At = null);
