using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Admin.Infrastructure.Persistence;

/// <summary>
/// Two models: one that shows a tenant its rows, one without that filter for whoever sees all. A filter that said
/// "all, or the tenant's" would keep the database from its keys, which all begin with the organization: every look at one row by its
/// id would read the whole table.
/// </summary>
internal sealed class ModelOfScope : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), ((AdminDbContext)context).Scope.SeesAll, designTime);
}
