using Microsoft.AspNetCore.Http.Metadata;

namespace Authoring.Web.Reports.New;

/// <summary>
/// A page to which a folder is posted: how large it may be is said by <see cref="Authoring.Web.Figures.UploadLimits"/>, through the limits
/// of forms, and not by the server for all pages alike.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFolderAttribute : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => null;
}
