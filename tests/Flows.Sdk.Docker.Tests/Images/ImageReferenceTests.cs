using Flows.Docker.Images;

namespace Flows.Sdk.Docker.Tests.Images;

public sealed class ImageReferenceTests
{
    private static readonly string Digest = "sha256:" + new string('a', 64);

    [Theory]
    [InlineData("ubuntu", "docker.io", "library/ubuntu", null)]
    [InlineData("team/app:1", "docker.io", "team/app", "1")]
    [InlineData("docker.io/ubuntu", "docker.io", "library/ubuntu", null)]
    [InlineData("index.docker.io/ubuntu", "docker.io", "library/ubuntu", null)]
    [InlineData("localhost/app", "localhost", "app", null)]
    [InlineData("localhost:5000/app", "localhost:5000", "app", null)]
    [InlineData("127.0.0.1:5000/a/b_c/d__e/f-g:V1.x", "127.0.0.1:5000", "a/b_c/d__e/f-g", "V1.x")]
    [InlineData("mcr.microsoft.com/dotnet/runtime:10.0", "mcr.microsoft.com", "dotnet/runtime", "10.0")]
    [InlineData("[::1]:5000/app", "[::1]:5000", "app", null)]
    public void Parse_Reference_HasItsParts(string text, string registry, string repository, string? tag)
    {
        ImageReference.Parse(text).ShouldBe(new ImageReference(registry, repository, tag, null));
    }

    [Fact]
    public void Parse_TagAndDigest_DigestSelects()
    {
        var reference = ImageReference.Parse($"r.example.com/app:1@{Digest}");
        reference.Tag.ShouldBe("1");
        reference.Selector.ShouldBe(Digest);
        reference.ToString().ShouldBe($"r.example.com/app:1@{Digest}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("App")]
    [InlineData("https://r.example.com/app")]
    [InlineData("r.example.com/")]
    [InlineData("r.example.com//app")]
    [InlineData("r.example.com/app:")]
    [InlineData("r.example.com/app:-x")]
    [InlineData("r.example.com/-app")]
    [InlineData("r.example.com/a___b")]
    [InlineData("r.example.com/app@sha256:12")]
    [InlineData("r.example.com/app@md5:aa")]
    [InlineData("r.example.com/app\n")]
    [InlineData("r.example.com/app:1\n")]
    [InlineData("user:password@r.example.com/app")]
    public void TryParse_NotAReference_SaysWhatIsWrong(string text)
    {
        ImageReference.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem.ShouldStartWith($"'{text}' has the ");
    }

    [Fact]
    public void TryParse_TooLong_IsRefused()
    {
        ImageReference.TryParse("r.example.com/" + new string('a', 250), out _, out var problem).ShouldBeFalse();
        problem.ShouldContain("255");
    }
}
