using System.ComponentModel.DataAnnotations;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Storage;

/// <summary>A key that signs cookies and forms, as ASP.NET Core's data protection writes it.</summary>
internal sealed class ProtectionKey
{
    public int Id { get; set; }

    [MaxLength(200)]
    public required string Name { get; set; }
    public required string Xml { get; set; }
}

/// <summary>Keeps the keys in the database, so that a restart or a move to another machine signs nobody out.</summary>
internal sealed class ProtectionKeysInDatabase(IDbContextFactory<AuthoringDb> database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = database.CreateDbContext();
        return [.. db.ProtectionKeys.AsNoTracking().Select(k => k.Xml).ToList().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = database.CreateDbContext();
        db.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
