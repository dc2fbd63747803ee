using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Domain.Accounts;

/// <summary>Looks people up and checks passwords through Identity, in a scope of its own per call.</summary>
public sealed class Credentials(IServiceScopeFactory scopes)
{
    private static readonly Person Nobody = Person.Create("nobody@invalid", "Nobody", DateTime.UnixEpoch);

    // Computed once with Identity's current settings, so that an unknown address takes as long as a known one.
    private string? _nobodysHash;

    public async Task<Person?> FindAsync(string email)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Users(scope).FindByEmailAsync(email);
    }

    /// <summary>Whether the password is right. Takes the same time where there is no such person.</summary>
    public async Task<bool> VerifyAsync(Person? person, string password)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        if (person?.PasswordHash is null)
        {
            _nobodysHash ??= users.PasswordHasher.HashPassword(Nobody, "not a password of anybody");
            users.PasswordHasher.VerifyHashedPassword(Nobody, _nobodysHash, password);
            return false;
        }

        // By id, so that Identity can renew an old hash on a row of its own context.
        var own = await users.FindByIdAsync(person.Id.ToString());
        return own is not null && await users.CheckPasswordAsync(own, password);
    }

    private static UserManager<Person> Users(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
}
