package dev.roadrig.wires.tc;

import dev.roadrig.wires.ssh.ShellWord;

/**
 * Asks a board what its tc can do, in one script for any POSIX shell. Kinds of queues are tried on an interface made for
 * that and removed again, which no packet ever passes: no interface of the board is touched. Modules that the kernel
 * loads for it stay loaded.
 */
final class ProbeScript {
    /** Answers of a kind that the kernel has. */
    static final String FINE = "fine";

    private ProbeScript() {}

    static String of(TcPlace place) {
        String name = ShellWord.quote(place.interfaceName());
        return Sections.SAY + TOOLS + """
                say mtu; cat /sys/class/net/%s/mtu 2>/dev/null
                say index; cat /sys/class/net/%s/ifindex 2>/dev/null
                say left; [ ! -d %s ] || cat %s/state 2>/dev/null || echo "a folder without a note"
                """.formatted(name, name, place.folder(), place.folder()) + TRIES;
    }

    /** Finds iproute2's own tc: a busybox's applet of this name, which a shell prefers, knows no netem. */
    static final String FIND = """
            find_tool() {
              for d in /sbin /usr/sbin /bin /usr/bin /usr/local/sbin; do
                case "$("$d/$1" -V 2>/dev/null)" in *iproute2*) echo "$d/$1"; return;; esac
              done
            }
            tc=$(find_tool tc)
            ip=$(find_tool ip); [ -n "$ip" ] || ip=ip
            """;

    private static final String TOOLS = FIND + """
            say tc; echo "$tc"
            say version; [ -z "$tc" ] || "$tc" -V
            say user; id -u
            say control; echo "$SSH_CONNECTION"
            say timers; cat /proc/net/psched 2>/dev/null
            say tables; ls "${TC_LIB_DIR:-/usr/lib/tc}" /usr/lib/tc /usr/lib/*/tc /lib/tc /usr/lib64/tc /usr/share/tc 2>/dev/null | grep 'dist$'
            """;

    private static final String TRIES = """
            try() { say "$1"; shift; "$@" 2>&1 && echo fine; }
            q() { "$tc" "$@" >/dev/null 2>&1; }
            if [ -n "$tc" ] && [ "$(id -u)" = 0 ]; then
              d=rr-try$$
              try ifb "$ip" link add "$d" type ifb
              [ -e "/sys/class/net/$d" ] || "$ip" link add "$d" type dummy 2>/dev/null
              if [ -e "/sys/class/net/$d" ]; then
                trap '"$ip" link del "$d"' EXIT
                try htb "$tc" qdisc add dev "$d" root handle 7a00: htb default 1
                try u32 "$tc" filter add dev "$d" parent 7a00: protocol ip prio 1 u32 match u32 0 0 flowid 7a00:0
                q qdisc del dev "$d" root
                try tbf "$tc" qdisc add dev "$d" root tbf rate 1mbit burst 10kb limit 10kb
                q qdisc del dev "$d" root
                try netem "$tc" qdisc add dev "$d" root netem delay 1ms
                try ingress "$tc" qdisc add dev "$d" handle ffff: ingress
                try mirred "$tc" filter add dev "$d" parent ffff: protocol all prio 9 u32 match u32 0 0 action mirred egress redirect dev "$d"
                trap - EXIT
                "$ip" link del "$d" 2>&1
              fi
              say qdiscs; "$tc" qdisc show
            fi
            say end
            """;
}
