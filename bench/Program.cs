using Admin.Bench;

return args.FirstOrDefault() switch
{
    "start" => await StartBench.RunAsync(),
    "campaign" => await CampaignBench.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("start | campaign");
    return 2;
}
