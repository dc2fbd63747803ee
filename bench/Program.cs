using Admin.Bench;

return args.FirstOrDefault() switch
{
    "start" => await StartBench.RunAsync(),
    "fernet" => await FernetBench.RunAsync(),
    "list" => await ListBench.RunAsync(),
    "reads" => await ReadsBench.RunAsync(),
    "reencrypt" => await ReEncryptBench.RunAsync(),
    "campaign" => await CampaignBench.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("start | campaign | fernet | reads | list | reencrypt");
    return 2;
}
