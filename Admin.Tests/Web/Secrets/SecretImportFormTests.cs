using System.Text;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Importing;
using Admin.Web.Features.Secrets;
using ImportSource = Admin.Domain.Secrets.Importing.SecretImportSource;

namespace Admin.Tests.Web.Secrets;

public sealed class SecretImportFormTests
{
    [Fact]
    public void ToRequest_OfAText_CarriesWhatWasChosen()
    {
        var form = new SecretImportForm { Source = ImportSource.Env, Tags = " a,, b ", IsRestricted = true, OnExisting = SecretImportExisting.Skip };

        var request = form.ToRequest(Encoding.UTF8.GetBytes("A=1"), null, dryRun: true).Value;

        Assert.Equal((true, SecretVisibility.Restricted, SecretImportExisting.Skip), (request.DryRun, request.Visibility, request.OnExisting));
        Assert.Equal(["a", "b"], request.Tags);
        Assert.NotNull(request.Text);
        Assert.Null(request.Items);
    }

    [Fact]
    public void ToRequest_OfFormerRows_ReadsThem()
    {
        var form = new SecretImportForm { Source = ImportSource.FernetTokens };

        var request = form.ToRequest(Encoding.UTF8.GetBytes("""[{"name":"A","token":"x","usage_count":4},null]"""), new FormerKey("k"), dryRun: false).Value;

        Assert.Equal(["A", null], request.Items!.Select(i => i.Name));
        Assert.Equal(4, request.Items![0].UsageCount);
    }

    [Theory]
    [InlineData("[\n{]")]
    [InlineData("[\n{\"name\":5}]")]
    public void ToRequest_OfBrokenRows_NamesTheLine(string json)
    {
        var form = new SecretImportForm { Source = ImportSource.FernetTokens };

        var error = form.ToRequest(Encoding.UTF8.GetBytes(json), null, dryRun: true).Error;

        Assert.Equal(("secret_import_not_json", 2L), (error?.Code, error?.Args[0].Value));
    }
}
