// Stub helpers are shell scripts, and the engine and registry of these tests are Debian's.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
