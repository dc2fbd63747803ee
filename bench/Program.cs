using Admin.Bench;

return args.FirstOrDefault() switch
{
    "start" => await StartBench.RunAsync(),
    "fernet" => await FernetBench.RunAsync(),
    "reencrypt" => await ReEncryptBench.RunAsync(),
    "campaign" => await CampaignBench.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("start | campaign | fernet | reencrypt");
    return 2;
}
