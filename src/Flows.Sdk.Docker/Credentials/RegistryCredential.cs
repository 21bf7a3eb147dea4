namespace Flows.Docker.Credentials;

/// <summary>What a person told a registry who they are: a name with a password, or an identity token.</summary>
/// <remarks><see cref="ToString"/> and exceptions never show the secret.</remarks>
public sealed class RegistryCredential
{
    /// <summary>A name and a password.</summary>
    /// <param name="userName">The name.</param>
    /// <param name="password">The password or access token.</param>
    public RegistryCredential(string userName, string password)
    {
        UserName = userName;
        Password = password;
    }

    private RegistryCredential(string userName, string password, string identityToken)
        : this(userName, password) => IdentityToken = identityToken;

    /// <summary>The name.</summary>
    /// <value>Empty for an identity token.</value>
    public string UserName { get; }

    /// <summary>The password.</summary>
    /// <value>Empty for an identity token.</value>
    public string Password { get; }

    /// <summary>A refresh token that the registry's token service gave at <c>docker login</c>.</summary>
    /// <value>The default is null: name and password count.</value>
    public string? IdentityToken { get; }

    /// <summary>An identity token.</summary>
    /// <param name="identityToken">The token.</param>
    /// <returns>A credential without name and password.</returns>
    public static RegistryCredential FromIdentityToken(string identityToken) => new("", "", identityToken);

    /// <summary>The name only.</summary>
    /// <returns>The name, or the words <c>identity token</c>.</returns>
    public override string ToString() => IdentityToken is null ? UserName : "identity token";
}
