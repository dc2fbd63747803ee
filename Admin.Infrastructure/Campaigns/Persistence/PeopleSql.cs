using System.Data.Common;
using Admin.Domain.Campaigns.Audiences;
using Microsoft.EntityFrameworkCore;

namespace Admin.Infrastructure.Campaigns.Persistence;

/// <summary>The people of an audience's parts, as the provider words the query for them, to be read by a set-based statement.</summary>
/// <param name="Parameters">Detached from the command that they were made for.</param>
internal sealed record PeopleSql(string Text, DbParameter[] Parameters)
{
    /// <summary>Where a statement reads them: a table with the columns Phone and Fields.</summary>
    private const string Place = "__people__";

    public static PeopleSql Of(IQueryable<NamedPerson> people)
    {
        using var command = people.CreateDbCommand();
        DbParameter[] parameters = [.. command.Parameters.Cast<DbParameter>()];
        command.Parameters.Clear();
        return new PeopleSql(command.CommandText, parameters);
    }

    public string Into(string statement) => statement.Replace(Place, $"({Text})", StringComparison.Ordinal);
}
