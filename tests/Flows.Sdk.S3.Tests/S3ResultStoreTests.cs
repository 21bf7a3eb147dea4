using System.Text;
using Amazon.Runtime;
using Flows.S3;
using Flows.States;
using Flows.TestKit.S3;
using Flows.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.S3.Tests;

public sealed class S3ResultStoreTests : IAsyncLifetime
{
    private static readonly S3Account Account = new("results", "eu-central-1", "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private FakeS3 s3 = null!;

    public async ValueTask InitializeAsync() => s3 = await FakeS3.StartAsync(Account);

    public ValueTask DisposeAsync() => s3.DisposeAsync();

    private S3ResultStore Store(string? secretKey = null, string? bucket = null, string? region = null) => new(bucket ?? Account.Bucket)
    {
        Region = region ?? Account.Region,
        ServiceUrl = s3.Url,
        Credentials = new BasicAWSCredentials(Account.AccessKey, secretKey ?? Account.SecretKey),
    };

    [Theory]
    [InlineData("2026/11/24/a.json")]
    [InlineData("rows/größe & maß/a+b c.json")]
    [InlineData("a~b'(c)*!/d=e?f#g%20.json")]
    public async Task WriteAsync_ThenRead_GivesTheContentUnderAnyName(string location)
    {
        using var store = Store();
        var content = Encoding.UTF8.GetBytes("{\"text\":\"Grüße\"}");

        await store.WriteAsync(location, content, TestContext.Current.CancellationToken);

        s3.Objects.Keys.ShouldBe([location]);
        (await store.ReadAsync(location, TestContext.Current.CancellationToken)).ShouldBe(content);
    }

    [Fact]
    public async Task WriteAsync_LargeContent_ArrivesWhole()
    {
        using var store = Store();
        var content = new byte[2_000_000];
        new Random(1).NextBytes(content);

        await store.WriteAsync("large.json", content, TestContext.Current.CancellationToken);

        (await store.ReadAsync("large.json", TestContext.Current.CancellationToken)).ShouldBe(content);
    }

    [Fact]
    public async Task ReadAsync_NoSuchObject_IsNull()
    {
        using var store = Store();

        (await store.ReadAsync("gone.json", TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task WriteAsync_SessionCredentials_CarryTheirToken()
    {
        await using var fake = await FakeS3.StartAsync(Account with { SessionToken = "token/1+2==" });
        using var store = new S3ResultStore(Account.Bucket)
        {
            Region = Account.Region,
            ServiceUrl = fake.Url,
            Credentials = new SessionAWSCredentials(Account.AccessKey, Account.SecretKey, "token/1+2=="),
        };

        await store.WriteAsync("a.json", "1"u8.ToArray(), TestContext.Current.CancellationToken);

        fake.Objects.Keys.ShouldBe(["a.json"]);
    }

    [Fact]
    public async Task WriteAsync_BusyService_IsTriedAgain()
    {
        using var store = Store();
        s3.FailNext(2);

        await store.WriteAsync("a.json", "1"u8.ToArray(), TestContext.Current.CancellationToken);

        s3.Requests.ShouldBe(["PUT /results/a.json", "PUT /results/a.json", "PUT /results/a.json"]);
    }

    public static TheoryData<string?, string?, string?, string> Problems => new()
    {
        { "wrong", null, null, "S3 does not know this program for bucket 'results' (SignatureDoesNotMatch): check the AWS credentials that it runs with." },
        { null, "other", null, "There is no S3 bucket 'other': create it, or name another one." },
        { null, null, "us-west-2", "S3 bucket 'results' is in another region than us-west-2: set Region to the bucket's." },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task WriteAsync_WhatS3Refuses_SaysWhyAndTheWayOut(string? secretKey, string? bucket, string? region, string message)
    {
        using var store = Store(secretKey, bucket, region);

        (await Should.ThrowAsync<IOException>(async () => await store.WriteAsync("a.json", "1"u8.ToArray(), TestContext.Current.CancellationToken))).Message.ShouldBe(message);
        s3.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_WithoutAccess_NamesTheRightsThatAreNeeded()
    {
        using var store = Store();
        s3.DeniesAccess = true;

        (await Should.ThrowAsync<IOException>(async () => await store.ReadAsync("a.json", TestContext.Current.CancellationToken))).Message.ShouldBe(
            "S3 denies this program access to bucket 'results': its role needs s3:GetObject and s3:PutObject on arn:aws:s3:::results/*, and s3:ListBucket on the bucket.");
    }

    [Fact]
    public async Task WriteAsync_ClockThatIsWrong_IsRefusedByTheFake()
    {
        await using var late = await FakeS3.StartAsync(Account, new FakeTimeProvider(new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        using var store = new S3ResultStore(Account.Bucket) { Region = Account.Region, ServiceUrl = late.Url, Credentials = new BasicAWSCredentials(Account.AccessKey, Account.SecretKey) };

        await Should.ThrowAsync<IOException>(async () => await store.WriteAsync("a.json", "1"u8.ToArray(), TestContext.Current.CancellationToken));

        late.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fake_ChangedBody_IsRefused()
    {
        using var client = new HttpClient();
        using var answer = await client.PutAsync(new Uri(s3.Url, "/results/a.json"), new StringContent("1"), TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(403);
        s3.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_FlowWithTheStore_KeepsAndFindsItsResults()
    {
        using var store = Store();
        var runs = 0;
        var flow = Flow.Define("F", f => f.Parameter("table", "orders").Then("Load", t => { runs++; return new[] { t, "b" }; }).WithTarget("rows/{table}.json")).WithResultStore(store);
        var options = new FlowRunOptions { Checkpointing = true };

        var first = await flow.RunAsync(options: options, cancellationToken: TestContext.Current.CancellationToken);
        var second = await flow.RunAsync(options: options, cancellationToken: TestContext.Current.CancellationToken);

        runs.ShouldBe(1);
        second.Result(flow.Output).ShouldBe(["orders", "b"]);
        second[flow.Output].State.ShouldBeOfType<Cached>();
        StateJson.Write(first[flow.Output].State).GetProperty("_result").GetRawText()
            .ShouldBe("""{"type":"S3Result","location":"rows/orders.json","bucket":"results","__version__":"1.4.1"}""");
    }
}
