using Flows.TestKit.Docker;
using Flows.TestKit.Registry;

[assembly: AssemblyFixture(typeof(DockerEngineFixture))]
[assembly: AssemblyFixture(typeof(RegistryFixture))]
