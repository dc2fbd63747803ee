namespace Admin.Domain.SqlConsole.Guard;

public enum VerdictKind
{
    Allow,
    Warn,
    Block,
}
