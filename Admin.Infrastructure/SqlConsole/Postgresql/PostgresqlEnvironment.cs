namespace Admin.Infrastructure.SqlConsole.Postgresql;

/// <summary>
/// The driver fills what a connection leaves open from variables of this process, as PostgreSQL's own tools do. A data source
/// is described by its settings alone, and for some variables (the time zone) no setting can say "the server's own".
/// </summary>
internal static class PostgresqlEnvironment
{
    private static readonly string[] Variables =
    [
        "PGUSER", "PGPASSWORD", "PGPASSFILE", "PGSSLCERT", "PGSSLKEY", "PGSSLROOTCERT", "PGCLIENTENCODING", "PGTZ", "PGOPTIONS",
        "PGTARGETSESSIONATTRS", "PGSSLNEGOTIATION", "PGGSSENCMODE", "PGREQUIREAUTH", "PGAPPNAME",
    ];

    /// <summary>Takes them out of this process; nothing else in it speaks to PostgreSQL.</summary>
    public static void Forget()
    {
        foreach (var name in Variables)
            Environment.SetEnvironmentVariable(name, null);
    }
}
