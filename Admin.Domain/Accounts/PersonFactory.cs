using Admin.Domain.Common;
using Microsoft.AspNetCore.Identity;

namespace Admin.Domain.Accounts;

/// <summary>
/// Makes people and hashes passwords. Hashing takes long on purpose, so do it before a write is opened and add the person inside.
/// </summary>
public sealed class PersonFactory(IPasswordHasher<Person> hasher, TimeProvider time)
{
    /// <summary>A person ready to be added; whether the address is taken is for the caller's transaction to find out.</summary>
    public Result<Person> Create(string? email, string? name, string? password)
    {
        var faults = new List<Error>();
        if (!Emails.TryParse(email, out var address))
            faults.Add(AccountErrors.EmailInvalid);
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > Person.NameMaxLength)
            faults.Add(AccountErrors.NameInvalid);
        if (PasswordRules.Check(password, address ?? "") is { } weak)
            faults.Add(weak);
        if (Error.Join(faults) is { } error)
            return error;

        var person = Person.Create(address!, name!, time.GetUtcNow().UtcDateTime);
        person.NormalizedEmail = person.NormalizedUserName = Emails.Normalize(address!);
        person.EmailConfirmed = true;
        person.SetPassword(hasher.HashPassword(person, password!));
        return person;
    }

    /// <summary>The hash to give to <see cref="Person.SetPassword"/>, or what is wrong with the password.</summary>
    public Result<string> Hash(Person person, string? password)
    {
        if (PasswordRules.Check(password, person.Email ?? "") is { } weak)
            return weak;
        return hasher.HashPassword(person, password!);
    }

    /// <summary>Whether this is the person's password; for seeding, which need not change what is right already.</summary>
    public bool Matches(Person person, string password) =>
        person.PasswordHash is { } hash && hasher.VerifyHashedPassword(person, hash, password) != PasswordVerificationResult.Failed;
}
