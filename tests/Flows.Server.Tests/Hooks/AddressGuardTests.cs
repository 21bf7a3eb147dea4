using System.Net;
using Flows.Server.Hooks;

namespace Flows.Server.Tests.Hooks;

/// <summary>Which addresses hooks may call.</summary>
public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:2800:220:1::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.0.9", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2002:5db8:d822::", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b::5db8:d822", true)]
    public void Allows_AnAddress_WhenItIsOfThePublicInternet(string address, bool allowed) =>
        new AddressGuard([]).Allows(IPAddress.Parse(address)).ShouldBe(allowed);

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("10.2.2.3", false)]
    [InlineData("fd12::5", true)]
    [InlineData("93.184.216.34", true)]
    public void Allows_AnAddressOfAnAllowedNetwork_AndTheRestAsBefore(string address, bool allowed) =>
        new AddressGuard(["10.1.0.0/16", "fd12::/64"]).Allows(IPAddress.Parse(address)).ShouldBe(allowed);
}
