using Flows.Server.Data.Postgres;

namespace Flows.Server.Tests.Postgres;

/// <summary>How a PostgreSQL database is named, and that its password stays where it is.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("postgresql://ann:s%40crt@db.example.org:5433/flows", "postgresql://ann@db.example.org:5433/flows")]
    [InlineData("postgres://ann@db.example.org/flows?sslmode=verify-full&connect_timeout=5", "postgresql://ann@db.example.org/flows")]
    [InlineData("postgresql://[::1]/flows", "postgresql://::1/flows")]
    [InlineData("postgresql:///flows?host=/var/run/postgresql&user=ann", "postgresql://ann@/flows?host=/var/run/postgresql")]
    [InlineData("Host=db;Username=ann;Password=secret;Database=flows", "postgresql://ann@db/flows")]
    public void Address_InEachForm_IsShownWithoutItsPassword(string text, string shown)
    {
        PostgresAddress.IsOne(text).ShouldBeTrue();
        PostgresAddress.Parse(text).Display.ShouldBe(shown);
    }

    [Fact]
    public void Address_OfAUrl_HasItsSettings()
    {
        var settings = PostgresAddress.Parse("postgres://ann:s%40crt@db.example.org:5433/flows?sslmode=verify-full&connect_timeout=5&Maximum%20Pool%20Size=7").Settings;
        settings.Password.ShouldBe("s@crt");
        settings.Port.ShouldBe(5433);
        settings.SslMode.ShouldBe(Npgsql.SslMode.VerifyFull);
        settings.Timeout.ShouldBe(5);
        settings.MaxPoolSize.ShouldBe(7);
    }

    [Fact]
    public void Address_ThatSaysNothingOfThem_HasTheServersOwnDefaults()
    {
        var settings = PostgresAddress.Parse("postgresql://db/flows").Settings;
        settings.MaxPoolSize.ShouldBe(24);
        settings.ApplicationName.ShouldBe("flows-server");
        PostgresAddress.Parse("postgresql://db/flows?application_name=other").Settings.ApplicationName.ShouldBe("other");
    }

    [Theory]
    [InlineData("postgresql://ann:secret@db:port/flows")]
    [InlineData("postgresql://ann:secret@db/flows?nonsense=secret")]
    [InlineData("Host=db;Password=secret;Nonsense=secret")]
    [InlineData("postgresql://ann:secret@db")]
    public void Address_ThatCannotBeRead_IsNotRepeated(string text)
    {
        var message = Should.Throw<FlowsServerException>(() => PostgresAddress.Parse(text)).Message;
        message.ShouldContain("postgresql://user:password@host:port/name");
        message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("server.db")]
    [InlineData("/data/a=b/server.db")]
    [InlineData("C:\\flows\\server.db")]
    public void Address_OfAFile_IsNone(string text) => PostgresAddress.IsOne(text).ShouldBeFalse();
}
