namespace Authoring.Web.Storage;

/// <summary>Why a server does not start on a database, in words.</summary>
internal static class StartMessages
{
    public static string DatabaseServed(string file, double seconds) =>
        $"无法启动：另一个进程正在使用数据库“{file}”，等了 {seconds:0.#} 秒仍未结束。同一个数据库同时只能由一个服务使用：请先停止那个进程，或用另一个数据库启动。";

    public static string DatabaseNotLocked(string file, string why) =>
        $"无法启动：不能写“{file}”（{why}）。请检查该文件夹的权限和磁盘空间。";

    public static string DatabaseNewer(string file, string migration) =>
        $"无法启动：数据库“{file}”是由更新的版本建立的（{migration}），没有改动它。请使用较新的程序，或换用与本版本对应的备份。";

    public static string DatabaseUnusable(string file, Trouble trouble, string why) =>
        $"无法启动：数据库“{file}”{Reason(trouble)}（{why}）。";

    private static string Reason(Trouble trouble) =>
        trouble switch
        {
            Trouble.Full => "所在磁盘已满，请先腾出空间",
            Trouble.Locked => "被另一个程序锁定，请先结束那个程序",
            Trouble.ReadOnly => "只能读、不能写，请检查文件和文件夹的权限",
            Trouble.Gone => "打不开，请检查路径和权限",
            _ => "无法读取：文件已损坏，或者不是数据库",
        };
}
