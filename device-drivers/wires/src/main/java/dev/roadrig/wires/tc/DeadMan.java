package dev.roadrig.wires.tc;

import dev.roadrig.wires.ssh.ShellWord;
import java.util.List;

/**
 * What lives on the board while its interface is shaped: a note of what was done, a script that takes it back, and one
 * that waits for the harness to fall silent and then runs it. In words that every POSIX shell knows, busybox's too.
 *
 * <p>The folder, of root alone, holds {@code state} (for people, and for whoever finds it), {@code restore}, {@code
 * watch}, {@code pid} (of the watcher), {@code beat} (changed by every word from the harness), {@code silence} (how many
 * seconds without a word its maker allows), {@code quiet} (how many it has been by now), {@code made} (the interface that
 * was made) and, once everything was taken back, {@code done}, which begins with the first one's words who did so.
 */
final class DeadMan {
    /** The exit code of a word that finds nothing left to speak to. */
    static final int GONE = 9;

    private final TcPlace place;
    private final String tc;

    /** @param tc the path of iproute2's on the board */
    DeadMan(TcPlace place, String tc) {
        this.place = place;
        this.tc = tc;
    }

    /** Takes back what a {@link TcLink} made, and nothing else; once only, whoever asks. */
    String restoring() {
        return named("""
                #!/bin/sh
                # Takes back what Roadrig made of @INTERFACE@ with tc. By hand: sh @FOLDER@/restore "by hand"
                cd @FOLDER@ || exit 1
                mkdir once 2>/dev/null || exit 0
                [ -e why ] || echo "$1" > why
                @FIND@
                case "$(@TC@ qdisc show dev @INTERFACE@ 2>/dev/null)" in
                  *"qdisc htb 7a00: root"*) @TC@ qdisc del dev @INTERFACE@ root;;
                esac
                [ ! -e ingress ] || @TC@ qdisc del dev @INTERFACE@ ingress 2>/dev/null
                [ ! -e made ] || "$ip" link del "$(cat made)"
                rm -f armed
                { cat why state; } > done.new
                mv done.new done
                """).replace("@FIND@\n", ProbeScript.FIND);
    }

    /** Counts its own sleeps, so that a step of the board's clock neither wakes it nor keeps it from waking. */
    String watching() {
        return named("""
                #!/bin/sh
                cd @FOLDER@ || exit 1
                echo $$ > pid
                quiet=0; last=$(cat beat)
                while [ -e armed ]; do
                  sleep 1
                  now=$(cat beat 2>/dev/null)
                  if [ "$now" = "$last" ]; then quiet=$((quiet + 1)); else quiet=0; last=$now; fi
                  echo "$quiet" > quiet
                  if [ "$quiet" -ge @SILENCE@ ]; then
                    sh ./restore "taken back by the board itself: no word from the harness for @SILENCE@ s" > said 2>&1
                    exit
                  fi
                done
                """);
    }

    /** Puts both scripts on the board and starts the watcher, out of reach of this connection's end. Says its pid. */
    String arming(String state) {
        return named("""
                umask 077
                mkdir -p @FOLDERS@ && mkdir @FOLDER@ && cd @FOLDER@ || exit 1
                printf '%s\\n' @STATE@ > state
                printf '%s' @RESTORE@ > restore
                printf '%s' @WATCH@ > watch
                echo @SILENCE@ > silence
                echo 0 > quiet
                echo start > beat
                : > armed
                trap '' HUP
                s=$(command -v setsid)
                $s sh @FOLDER@/watch < /dev/null > /dev/null 2>&1 &
                i=0
                while [ ! -s pid ] && [ "$i" -lt 100 ]; do i=$((i + 1)); sleep 0.1 2>/dev/null || sleep 1; done
                cat pid
                """)
                .replace("@RESTORE@", ShellWord.quote(restoring()))
                .replace("@WATCH@", ShellWord.quote(watching()))
                .replace("@STATE@", ShellWord.quote(state));
    }

    /** A word to the watcher; {@link #GONE} where everything was taken back already, or the board has booted since. */
    String beating(long count) {
        return named("cd @FOLDER@ 2>/dev/null && [ ! -e once ] && [ -e armed ] && echo %d > beat || exit %d\n")
                .formatted(count, GONE);
    }

    /** A word to the watcher, and commands for {@code tc -batch}. */
    String batch(long count, List<String> lines) {
        return beating(count) + tc + " -batch - <<'RR'\n" + String.join("\n", lines) + "\nRR\n";
    }

    /** Makes the interface for what comes to the board, noting so first, and runs the first batch. */
    String making(String intermediate, List<String> lines) {
        return ProbeScript.FIND + named("""
                if [ -e /sys/class/net/@IFB@ ]; then
                  echo "there is a @IFB@ already that this harness did not make; remove it: ip link del @IFB@" >&2
                  exit 1
                fi
                echo @IFB@ > @FOLDER@/made
                "$ip" link add @IFB@ type ifb || { rm @FOLDER@/made; exit 1; }
                "$ip" link set @IFB@ up || exit 1
                echo ours > @FOLDER@/ingress
                """).replace("@IFB@", intermediate) + batch(1, lines);
    }

    /** Takes everything back, ends the watcher by its pid where that is still the watcher, and shows what there is. */
    String disarming(String why) {
        return Sections.SAY + named("""
                say restored
                if cd @FOLDER@ 2>/dev/null; then
                  if [ -e once ] && [ ! -e done ]; then sleep 2; [ -e done ] || rmdir once; fi
                  sh ./restore @WHY@ 2>&1
                  say done; cat done
                  p=$(cat pid 2>/dev/null)
                  case "$(tr '\\0' ' ' < "/proc/$p/cmdline" 2>/dev/null)" in *@FOLDER@/watch*) kill "$p" 2>/dev/null;; esac
                  cd / && rm -rf @FOLDER@
                fi
                say qdiscs; @TC@ qdisc show
                say end
                """).replace("@WHY@", ShellWord.quote(why));
    }

    /**
     * Whether the one who made this is still there: the watcher lives, and has heard a word within half of the silence
     * that its maker allows. Where 20 s do not tell, he is.
     */
    String listening() {
        return named("""
                p=$(cat @FOLDER@/pid 2>/dev/null)
                case "$(tr '\\0' ' ' < "/proc/$p/cmdline" 2>/dev/null)" in *@FOLDER@/watch*) ;; *) exit 1;; esac
                cd @FOLDER@ || exit 1
                a=$(cat beat); s=$(cat silence); i=0
                while [ "$i" -lt 20 ]; do
                  [ ! -e once ] && [ -e armed ] || exit 1
                  q=$(cat quiet)
                  [ "${q:-0}" -le $((${s:-@SILENCE@} / 2)) ] || exit 1
                  [ "$(cat beat)" = "$a" ] || exit 0
                  i=$((i + 1)); sleep 1
                done
                """);
    }

    private String named(String text) {
        String folder = place.folder();
        return text.replace("@FOLDERS@", folder.substring(0, folder.lastIndexOf('/')))
                .replace("@FOLDER@", folder)
                .replace("@INTERFACE@", place.interfaceName())
                .replace("@SILENCE@", String.valueOf(place.silence().toSeconds()))
                .replace("@TC@", tc);
    }
}
