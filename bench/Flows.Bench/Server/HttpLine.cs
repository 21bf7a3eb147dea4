using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Flows.Bench.Server;

/// <summary>
/// One kept-alive HTTP/1.1 connection that sends prepared bytes and reads the answer. HttpClient costs as much as many a request here, and the
/// load shares the processors with what it measures.
/// </summary>
internal sealed class HttpLine : IDisposable
{
    private readonly Socket socket;
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    private HttpLine(Socket socket) => this.socket = socket;

    public static async Task<HttpLine> OpenAsync(Uri server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port).ConfigureAwait(false);
        return new(socket);
    }

    /// <summary>A POST of GraphQL as bytes.</summary>
    public static byte[] Post(string body, string? key = null, string? claim = null) => Encoding.UTF8.GetBytes(
        $"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{(key is null ? "" : $"Authorization: Bearer {key}\r\n")}{(claim is null ? "" : $"X-Flows-Claim: {claim}\r\n")}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>A GET as bytes.</summary>
    public static byte[] Get(string path) => Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");

    /// <summary>Sends a request and reads its whole answer.</summary>
    /// <returns>The body; valid until the next call.</returns>
    /// <exception cref="InvalidOperationException">The answer is not 200, or it has errors.</exception>
    public async Task<ReadOnlyMemory<byte>> AskAsync(byte[] request)
    {
        for (var sent = 0; sent < request.Length;)
            sent += await socket.SendAsync(request.AsMemory(sent), SocketFlags.None).ConfigureAwait(false);
        (start, end) = (0, 0);
        var head = await FindAsync("\r\n\r\n"u8.ToArray()).ConfigureAwait(false);
        var header = Encoding.ASCII.GetString(buffer, start, head - start);
        start = head + 4;
        var body = await BodyAsync(header).ConfigureAwait(false);
        if (!header.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) || body.Span.StartsWith("{\"errors\""u8) || body.Span.IndexOf("\"errors\":[{\"message\""u8) >= 0)
            throw new InvalidOperationException($"{header.AsSpan(0, header.IndexOf('\r', StringComparison.Ordinal))}: {Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 500)])}");
        return body;
    }

    public void Dispose() => socket.Dispose();

    private async Task<ReadOnlyMemory<byte>> BodyAsync(string header)
    {
        const string length = "Content-Length: ";
        if (header.IndexOf(length, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            var digits = header.AsSpan(at + length.Length);
            var count = int.Parse(digits[..(digits.IndexOf('\r') is >= 0 and var stop ? stop : digits.Length)], System.Globalization.CultureInfo.InvariantCulture);
            while (end - start < count) await FillAsync().ConfigureAwait(false);
            return buffer.AsMemory(start, count);
        }
        // Chunks: moved together in place.
        var begin = start;
        var (from, to) = (begin, begin);
        while (true)
        {
            start = from;
            var line = await FindAsync("\r\n"u8.ToArray()).ConfigureAwait(false);
            if (!Utf8Parser.TryParse(buffer.AsSpan(from, line - from), out int size, out _, 'x')) throw new InvalidOperationException("The answer has a chunk without a size.");
            from = line + 2;
            while (end < from + size + 2) await FillAsync().ConfigureAwait(false);
            if (size == 0) return buffer.AsMemory(begin, to - begin);
            buffer.AsSpan(from, size).CopyTo(buffer.AsSpan(to));
            to += size;
            from += size + 2;
        }
    }

    private async Task<int> FindAsync(byte[] mark)
    {
        while (true)
        {
            var at = buffer.AsSpan(start, end - start).IndexOf(mark);
            if (at >= 0) return start + at;
            await FillAsync().ConfigureAwait(false);
        }
    }

    private async Task FillAsync()
    {
        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var read = await socket.ReceiveAsync(buffer.AsMemory(end), SocketFlags.None).ConfigureAwait(false);
        if (read == 0) throw new InvalidOperationException("The server closed the connection.");
        end += read;
    }
}
