package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.MeterWire;
import dev.roadrig.ports.RigMeter;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.meter.bench.OtiiMeter;
import dev.roadrig.wires.meter.bench.ProgramMeters;
import dev.roadrig.wires.meter.bench.ScpiMeter;
import dev.roadrig.wires.meter.bench.ShieldMeter;
import dev.roadrig.wires.meter.bench.ShieldSetting;
import dev.roadrig.wires.meter.board.BoardMeters;
import dev.roadrig.wires.meter.ppk2.Ppk2Meter;
import dev.roadrig.wires.meter.ppk2.Ppk2Setting;
import dev.roadrig.wires.power.ScpiAddress;
import dev.roadrig.wires.power.ScpiSupply;
import dev.roadrig.wires.ssh.SshLink;
import java.util.function.Consumer;

/** Opens whatever meter a rack names. */
final class Meters {
    private final String name;
    private final Ticker ticker;
    private final Consumer<RunFault> onLost;

    /** @param onLost told once a meter that dies while it is streamed from */
    Meters(String board, Ticker ticker, Consumer<RunFault> onLost) {
        this.name = board;
        this.ticker = ticker;
        this.onLost = onLost;
    }

    /** One on a wire of its own. */
    RigMeter open(MeterWire wire, Deadline deadline) throws RunFault, InterruptedException {
        MeterWire.Basics common = wire.common();
        MeterSetting setting = setting(common);
        if (wire instanceof MeterWire.Ppk2 kit) {
            return Ppk2Meter.open(
                    setting,
                    new Ppk2Setting(common.rail(), kit.source(), kit.volts(), kit.spikeFilter()),
                    ticker,
                    onLost,
                    deadline);
        }
        if (wire instanceof MeterWire.Shield shield) {
            return ShieldMeter.open(
                    setting,
                    new ShieldSetting(common.rail(), shield.volts(), shield.binaryRate()),
                    ticker,
                    onLost,
                    deadline);
        }
        if (wire instanceof MeterWire.Otii otii) {
            return OtiiMeter.open(setting, common.rail(), otii.device(), ticker, onLost, deadline);
        }
        if (wire instanceof MeterWire.Scpi) {
            return scpi(setting, common.rail(), deadline);
        }
        if (wire instanceof MeterWire.Sigrok sigrok) {
            return ProgramMeters.sigrok(
                    setting, common.rail(), sigrok.program(), sigrok.config(), sigrok.channels(), ticker, onLost);
        }
        if (wire instanceof MeterWire.Table table) {
            return ProgramMeters.table(setting, common.rail(), table.command().reveal(), ticker, onLost);
        }
        throw new IllegalArgumentException(common.kind() + " has no wire of its own");
    }

    private RigMeter scpi(MeterSetting setting, String rail, Deadline deadline) throws RunFault, InterruptedException {
        var address = new ScpiAddress(setting.where(), ScpiAddress.USUAL_BAUD);
        ScpiSupply supply = ScpiSupply.connect(name, address, ticker, deadline);
        return new ScpiMeter(setting, rail, supply, ticker, onLost);
    }

    /** One that is read through the board. */
    RigMeter openThrough(MeterWire wire, SshLink link, Deadline deadline) throws RunFault, InterruptedException {
        var board = new BoardMeters(link, ticker, onLost);
        MeterSetting setting = setting(wire.common());
        return wire instanceof MeterWire.Sysfs sysfs
                ? board.sysfs(setting, sysfs.iio(), deadline)
                : board.tegrastats(setting);
    }

    private MeterSetting setting(MeterWire.Basics common) {
        return new MeterSetting(
                common.kind(),
                name,
                common.where(),
                common.period(),
                common.mostLost(),
                common.gainError(),
                common.offsetWatts());
    }
}
