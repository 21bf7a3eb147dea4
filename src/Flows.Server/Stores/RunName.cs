namespace Flows.Server.Stores;

/// <summary>Names for runs that are given none: an adjective and an animal, easy to say and to find again.</summary>
internal static class RunName
{
    private static readonly string[] Adjectives =
    [
        "agile", "amber", "ancient", "bold", "brave", "bright", "brisk", "calm", "clever", "cosmic", "crimson", "curious", "daring", "deep", "eager", "early",
        "fancy", "fearless", "fierce", "gentle", "gifted", "glossy", "golden", "grand", "happy", "hidden", "honest", "humble", "icy", "jolly", "keen", "kind",
        "lively", "loyal", "lucky", "mellow", "merry", "mighty", "misty", "modest", "neat", "nimble", "noble", "patient", "placid", "polite", "proud", "quick",
        "quiet", "rapid", "rustic", "sage", "serene", "sharp", "silent", "silver", "sleek", "smooth", "snowy", "solid", "steady", "sunny", "swift", "tidy",
        "tranquil", "trusty", "upbeat", "vivid", "warm", "wild", "wise", "witty", "zesty",
    ];

    private static readonly string[] Animals =
    [
        "alpaca", "ant", "badger", "bat", "bear", "beaver", "bee", "bison", "bobcat", "camel", "caracal", "cat", "cheetah", "cobra", "condor", "cougar", "crab",
        "crane", "crow", "deer", "dingo", "dolphin", "dove", "duck", "eagle", "egret", "elk", "falcon", "ferret", "finch", "fox", "frog", "gazelle", "gecko",
        "goat",
        "goose", "hare", "hawk", "hedgehog", "heron", "horse", "ibex", "ibis", "jackal", "jaguar", "kestrel", "koala", "lark", "lemur", "leopard", "lion",
        "lizard",
        "lynx", "magpie", "marmot", "marten", "mole", "moose", "newt", "ocelot", "octopus", "orca", "otter", "owl", "panda", "panther", "pelican", "penguin",
        "puffin", "puma", "quail", "rabbit", "raven", "robin", "salmon", "seal", "shark", "sparrow", "stork", "swan", "tapir", "tiger", "toad", "trout",
        "turtle",
        "viper", "vole", "walrus", "weasel", "whale", "wolf", "wombat", "wren", "yak", "zebra",
    ];

    public static string Next() => $"{Random.Shared.GetItems(Adjectives, 1)[0]}-{Random.Shared.GetItems(Animals, 1)[0]}";
}
