using Authoring.Web.Editing;
using Authoring.Web.Operations;

namespace Authoring.Web.CommandLine;

/// <summary>What <c>verify</c> says of what it finds: in which text or file, after which version, and what.</summary>
internal static class VerificationWords
{
    public static string Say(LogFault fault) => $"{fault.Path}：第 {fault.Version} 版之后有误：{Sentence(fault)}";

    public static string ChainedLater(string path, int version) => $"{path}  校验链从第 {version} 版建立，此前的记录以当时的内容为准";

    public static string Say(DatabaseFault fault) =>
        fault.Kind switch
        {
            DatabaseFaultKind.File => $"数据库文件有损坏：{fault.Detail}",
            DatabaseFaultKind.Reference => $"数据库表 {fault.Place} 中有记录指向 {fault.Detail} 中不存在的记录",
            DatabaseFaultKind.Gone => $"数据库表 {fault.Place} 中有记录不见了，而程序从不删除这些记录：{fault.Detail}",
            DatabaseFaultKind.Edition => $"版本 {fault.Place} 与发布时不一致：{fault.Detail}",
            _ => $"{fault.Place}：图片与上传时的内容不一致",
        };

    private static string Sentence(LogFault fault) =>
        fault.Kind switch
        {
            LogFaultKind.NoStart => "缺少最初的文本",
            LogFaultKind.StartChanged => "最初的文本被改动过，与建立时不一致",
            LogFaultKind.Ends => $"修改记录到此中断，应当到第 {fault.First} 版",
            LogFaultKind.Missing => $"缺少第 {fault.First} 版，接着的是第 {fault.Second} 版",
            LogFaultKind.Length => $"下一次修改对应 {fault.First} 个字符的文本，而此时的文本有 {fault.Second} 个字符",
            LogFaultKind.Changed when fault.First < fault.Second =>
                $"第 {fault.First} 版至第 {fault.Second} 版中有记录与写入时不一致（内容、作者或时间被改动过）",
            LogFaultKind.Changed => $"第 {fault.First} 版的记录与写入时不一致（内容、作者或时间被改动过）",
            LogFaultKind.Unreadable => $"下一条记录无法读取：{fault.Detail}",
            LogFaultKind.WholeText => "另存的全文与修改记录得出的文本不一致",
            LogFaultKind.WholeTextBeyond => $"有第 {fault.First} 版的全文，而修改记录到此为止",
            LogFaultKind.CutOff => $"修改记录到此为止，原有 {fault.First} 版：最后 {fault.First - fault.Version} 次修改不见了",
            LogFaultKind.OtherEnd => "修改记录与另存的校验值不一致，有记录被改动过",
            LogFaultKind.NoHead => "缺少另存的校验值",
            LogFaultKind.BegunAnew => $"另存的校验值曾经丢失，校验链从第 {fault.First} 版重新开始",
            LogFaultKind.Ids => $"第 {fault.First} 版以前压缩记录的编号表与记录不一致",
            LogFaultKind.Client => $"第 {fault.First} 版所用的客户端标识“{fault.Detail}”没有登记在修改人名下",
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
}
