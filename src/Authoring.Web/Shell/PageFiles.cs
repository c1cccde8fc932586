using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Authoring.Web.Shell;

/// <summary>
/// The scripts and styles that pages are made of, as they were when the server started: compressed once, and kept by browsers for good
/// under an address that carries
/// their hash. Who builds beside a running server changes nothing for those who are at work, and no page meets the script of another
/// version.
/// </summary>
internal sealed class PageFiles(IWebHostEnvironment environment)
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
    };

    private readonly Dictionary<string, PageFile> files = Read(environment);

    /// <summary>The address under which a page names it.</summary>
    public string this[string path] => files.TryGetValue(path, out var file) ? $"{path}?v={file.Version}" : path;

    public PageFile? Find(PathString path) => files.GetValueOrDefault(path.Value ?? "");

    private static Dictionary<string, PageFile> Read(IWebHostEnvironment environment)
    {
        var root = environment.WebRootFileProvider;
        var bundles = root.GetDirectoryContents("assets")
            .Where(f => Types.ContainsKey(Path.GetExtension(f.Name)))
            .Select(f => $"/assets/{f.Name}");
        return bundles
            .Append("/_framework/blazor.web.js")
            .Append("/_content/MudBlazor/MudBlazor.min.js")
            .Select(path => (Path: path, File: root.GetFileInfo(path)))
            .Where(f => f.File.Exists)
            .ToDictionary(f => f.Path, f => new PageFile(Content(f.File), Types[Path.GetExtension(f.Path)]), StringComparer.Ordinal);
    }

    private static byte[] Content(Microsoft.Extensions.FileProviders.IFileInfo file)
    {
        using var stream = file.CreateReadStream();
        var content = new byte[file.Length];
        stream.ReadExactly(content);
        return content;
    }
}

/// <summary>A script or a stylesheet.</summary>
internal sealed class PageFile(byte[] content, string mediaType)
{
    private readonly Lazy<byte[]> packed = new(() => Pack(content));

    public string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));

    public async Task SendAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var isPacked = request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "gzip" && e.Quality is not 0);
        var tag = new EntityTagHeaderValue($"\"{Version}{(isPacked ? "-gzip" : "")}\"");
        response.Headers.ETag = tag.ToString();
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        // The address of another version leads here, too: then it is asked for again the next time.
        response.Headers.CacheControl = request.Query["v"] == Version ? "public, max-age=31536000, immutable" : "no-cache";
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var sent = isPacked ? packed.Value : content;
        if (isPacked)
            response.Headers.ContentEncoding = "gzip";
        response.ContentType = mediaType;
        response.ContentLength = sent.Length;
        if (HttpMethods.IsGet(request.Method))
            await response.Body.WriteAsync(sent, context.RequestAborted);
    }

    private static byte[] Pack(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(content);
        return stream.ToArray();
    }
}
