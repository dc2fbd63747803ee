namespace Admin.Domain.SqlConsole.Guard;

/// <summary>Sizes refused before any parser sees the text; deep input overflows a recursive parser's stack, which nothing can catch.</summary>
public static class GuardLimits
{
    public const int MaxLength = 64 * 1024;
    public const int MaxTokens = 10_000;
    public const int MaxNesting = 200;
    public const int MaxDocumentNesting = 100;
    /// <summary>Operators in one chain (1+1+…, a AND b AND …) make a tree as deep as the chain is long.</summary>
    public const int MaxOperators = 2_000;
    public const int MaxSubjectLength = 64;
}
