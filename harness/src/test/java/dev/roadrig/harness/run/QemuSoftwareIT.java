package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.record.v1.Decoded;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.wires.flash.UpdaterFlasher;
import dev.roadrig.wires.qemu.QemuBench;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the Linux board under QEMU: its firmware, a moment of its memory, the agent and its inference. */
class QemuSoftwareIT extends OnQemu {
    @Test
    void a_board_is_flashed_by_its_card_and_says_so_and_has_no_room_for_an_update_where_it_has_none() throws Exception {
        new FirmwareChange(rig, board).bringUp(boards.firmware(2));
        assertThat(said(board.shell(), "cat /etc/roadrig-firmware /etc/product"))
                .isEqualTo("product-2\nproduct-2");
        assertThat(rig.faults().reported()).isEmpty();

        String unused = said(
                board.shell(),
                "mkdir /data && mount -t tmpfs -o size=4k full /data && head -c 4096 /dev/zero >/data/x");
        var updater = new UpdaterFlasher(
                "arm64",
                board.shell(),
                board.control().files(),
                new UpdaterFlasher.Updater("sh {image}", "/data/u.fw", Optional.empty()),
                rig.ticker());
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> updater.flash(boards.firmware(2).image(), soon()))
                .withMessageContaining("/data has 0 free");
    }

    @Test
    void a_board_is_put_back_to_a_moment_before() throws Exception {
        QemuBench bench = session().bench();
        bench.save("booted", soon());
        String unused = said(board.shell(), "echo later >/tmp/later");
        board.expectLoss();
        board.disconnect();
        bench.restore("booted", soon());
        board.connect(soon());
        assertThat(board.shell().run("test -e /tmp/later", soon()).exitCode()).isEqualTo(1);
        assertThat(said(console(), "uname -m")).isEqualTo("aarch64");
    }

    /** The quantised sums are the same; rounding to the output's steps differs by one on aarch64 now and then. */
    @Test
    void an_int8_model_answers_on_aarch64_as_on_this_host_but_for_one_step_of_its_output(@TempDir Path scratch)
            throws Exception {
        var inference = new InferenceOnBoth(scratch, ticker);
        List<Result> here = inference.here(boards.agent().path());
        List<Result> there = inference.on(board, boards.agent());
        for (int i = 0; i < here.size(); i++) {
            assertThat(there.get(i).getDecodedList())
                    .extracting(Decoded::getClassId)
                    .isEqualTo(here.get(i).getDecodedList().stream()
                            .map(Decoded::getClassId)
                            .toList());
            InferenceOnBoth.agree(here.get(i), there.get(i));
        }
    }
}
