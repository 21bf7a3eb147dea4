namespace Flows.Sdk.Tests.RunConfigs;

public sealed class KubernetesRunTests
{
    [Fact]
    public void Sources_OfTheJob_MayBeOneOnly() =>
        Should.Throw<ArgumentException>(() => new KubernetesRun { JobTemplate = [], JobTemplatePath = "job.yaml" })
            .Message.ShouldBe("KubernetesRun takes its job from one place: set JobTemplate or JobTemplatePath ('job.yaml'), not both.");

    [Theory]
    [InlineData("- a list", "The job template must be one document with the keys of a Kubernetes job, for example spec.")]
    [InlineData("a: [", "The job template cannot be read: ")]
    public void ParseJob_TextThatIsNone_IsRefusedInASentence(string yaml, string sentence) => Should.Throw<InvalidDataException>(() => KubernetesRun.ParseJob(yaml)).Message.ShouldStartWith(sentence);
}
