#:property PublishAot=false
#:property ManagePackageVersionsCentrally=false
// Copies the embedded resource `_framework/blazor.web.js` out of an assembly: extract ASSEMBLY TARGET.
// Started by Build/BlazorScript.targets, which says why.
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

const string Name = "_framework/blazor.web.js";
using var file = new PEReader(File.OpenRead(args[0]));
var metadata = file.GetMetadataReader();
var resources = file.GetSectionData(file.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
foreach (var handle in metadata.ManifestResources)
{
    var resource = metadata.GetManifestResource(handle);
    if (metadata.GetString(resource.Name) != Name) continue;
    var reader = resources.GetReader((int)resource.Offset, resources.Length - (int)resource.Offset);
    var length = reader.ReadInt32(); // a resource is its length, then its bytes
    Directory.CreateDirectory(Path.GetDirectoryName(args[1])!);
    File.WriteAllBytes(args[1], reader.ReadBytes(length));
    return 0;
}
Console.Error.WriteLine($"{args[0]} holds no resource {Name}");
return 1;
