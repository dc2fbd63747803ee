using Admin.Bench;

return args.FirstOrDefault() switch
{
    "start" => await StartBench.RunAsync(),
    "fernet" => await FernetBench.RunAsync(),
    "list" => await ListBench.RunAsync(),
    "reads" => await ReadsBench.RunAsync(),
    "reencrypt" => await ReEncryptBench.RunAsync(),
    "limits" => await LimitsBench.RunAsync(),
    "limits-draw" => await ExactnessBench.DrawAsync(args[1..]),
    "guard" => GuardBench.Run(),
    "console" => await ConsoleBench.RunAsync(args.ElementAtOrDefault(1)),
    "contacts" => await ContactsBench.RunAsync(),
    "import" => await ImportBench.RunAsync(args.ElementAtOrDefault(1)),
    "campaign" => await CampaignBench.RunAsync(),
    "sends" => await SendsBench.RunAsync(),
    "acts" => await ActsBench.RunAsync(),
    "queues" => await QueuesBench.RunAsync(),
    "hangfire-worker" => await HangfireWorker.RunAsync(args[1..]),
    "bare-worker" => await BareWorker.RunAsync(args[1..]),
    "ledger" => await LedgerBench.RunAsync(),
    "preflight" => await PreflightBench.RunAsync(),
    "simulator" => await SimulatorBench.RunAsync(),
    "watch" => await WatchBench.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("start | campaign | sends | acts | queues | ledger | preflight | watch | simulator | fernet | reads | list | reencrypt | limits | guard | console | contacts | import");
    return 2;
}
