namespace Admin.Domain.SqlConsole.Guard.Conditions;

/// <summary>What is known of a condition without looking at any data.</summary>
internal enum Truth
{
    /// <summary>Depends on the row in a way that can pick some and leave others.</summary>
    Row,

    /// <summary>Names the row but hardly narrows anything down, such as <c>id = id</c>.</summary>
    Suspicious,

    /// <summary>The same for every row; which of the two is not known.</summary>
    Constant,

    True,

    False,
}
