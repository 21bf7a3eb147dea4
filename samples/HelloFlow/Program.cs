using Flows;
using Flows.Docker;

var flow = HelloFlow.Create()
    .WithStorage(new DockerStorage { RegistryUrl = "registry.example.com", ImageName = "hello_container" })
    .WithRunConfig(new EcsRun
    {
        TaskDefinition = new()
        {
            ContainerDefinitions =
            [
                new()
                {
                    Name = "flow",
                    Image = "registry.example.com/hello_container:latest",
                    RepositoryCredentials = new() { CredentialsParameter = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry" },
                },
            ],
            NetworkMode = "awsvpc",
            Memory = "2 GB",
            Cpu = "1024",
        },
        ExecutionRoleArn = "arn:aws:iam::123456789012:role/pull-images",
        Labels = ["your-label"],
    });

// No arguments: run it here. Also: run --param name=Ada | register --project Hello_Project | visualize | --help
return await FlowHost.RunAsync(args, flow);
