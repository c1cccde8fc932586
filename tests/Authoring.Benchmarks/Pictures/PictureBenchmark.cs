using System.Diagnostics;
using Authoring.Compile.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace Authoring.Benchmarks.Pictures;

/// <summary>
/// What taking a photograph costs, and drawing it for pages: seconds, and the memory that the process held at most, each in a process
/// of its own.
/// </summary>
internal static class PictureBenchmark
{
    private const int ReadingSide = 1_600,
        ThumbnailSide = 400;

    public static int Run()
    {
        foreach (var (width, height) in new[] { (4_000, 3_000), (8_000, 6_000) })
        foreach (var kind in new[] { "jpg", "png" })
        {
            var file = Path.Combine(Path.GetTempPath(), $"authoring-{width}x{height}.{kind}");
            if (!File.Exists(file))
                Make(file, width, height);
            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["pictures", file]))!;
            process.WaitForExit();
        }

        return 0;
    }

    public static int Run(string file)
    {
        var content = File.ReadAllBytes(file);
        using var own = Process.GetCurrentProcess();
        var idle = own.WorkingSet64;
        var watch = Stopwatch.StartNew();
        var clean = PictureCleaner.Clean(content);
        var cleaned = watch.Elapsed;
        var isWhole = PictureDecoder.IsWhole(clean, CancellationToken.None);
        var checkedAt = watch.Elapsed;
        var reading = PictureDecoder.Render(clean, ReadingSide, CancellationToken.None)!;
        var drawn = watch.Elapsed;
        PictureDecoder.Render(clean, ThumbnailSide, CancellationToken.None);
        own.Refresh();
        string[] said =
        [
            $"{Path.GetFileName(file)}, {content.Length / 1e6:F1} MB, whole: {isWhole}",
            $"cleaned {cleaned.TotalSeconds:F2} s, checked {(checkedAt - cleaned).TotalSeconds:F2} s",
            $"for reading {(drawn - checkedAt).TotalSeconds:F2} s ({reading.Content.Length / 1e3:F0} kB)",
            $"small {(watch.Elapsed - drawn).TotalSeconds:F2} s",
            $"memory {idle / 1e6:F0} MB before, {own.PeakWorkingSet64 / 1e6:F0} MB at most",
        ];
        Console.WriteLine(string.Join("; ", said));
        return 0;
    }

    /// <summary>Soft shapes with the noise of a sensor.</summary>
    private static void Make(string file, int width, int height)
    {
        var random = new Random(1);
        using var image = new Image<Rgb24>(width, height);
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++)
            {
                var row = rows.GetRowSpan(y);
                for (var x = 0; x < row.Length; x++)
                {
                    var noise = random.Next(12);
                    row[x] = new Rgb24(
                        (byte)(120 + 100 * Math.Sin(x / 300.0) + noise),
                        (byte)(120 + 100 * Math.Sin(y / 200.0) + noise),
                        (byte)(120 + 100 * Math.Sin((x + y) / 500.0) + noise)
                    );
                }
            }
        });
        if (file.EndsWith(".jpg", StringComparison.Ordinal))
            image.Save(file, new JpegEncoder { Quality = 90 });
        else
            image.Save(file, new PngEncoder { ColorType = PngColorType.Rgb });
    }
}
