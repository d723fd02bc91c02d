package dev.roadrig.boards.board;

import dev.roadrig.boards.instrument.BenchSupply;
import dev.roadrig.boards.instrument.ScpiServer;
import dev.roadrig.boards.instrument.SupplyOutput;
import dev.roadrig.boards.os.Kernel;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;

/**
 * A board's ignition: a line with a switch of its own that feeds nothing. A board whose line is off when its supply comes
 * waits for it; what it makes of a later off is in its plan.
 */
final class Ignition implements SupplyOutput, AutoCloseable {
    /** Of the optocoupler behind the line. */
    private static final double AMPERES = 0.004;

    private final EmulatedBoard board;
    private final IgnitionPlan plan;
    private final Ticker ticker;
    private final ScpiServer scpi;
    private boolean on;
    private int turns;

    Ignition(EmulatedBoard board, BoardOptions options, IgnitionPlan plan, Ticker ticker) throws IOException {
        this.board = board;
        this.plan = plan;
        this.ticker = ticker;
        on = options.powered();
        String name = options.name() + "-ignition";
        scpi = new ScpiServer(name, new BenchSupply(name, options.profile().supplyVolts(), on, this));
    }

    /** Where its switch is reached. */
    String address() {
        return "tcp://127.0.0.1:" + scpi.port();
    }

    synchronized boolean isOn() {
        return on;
    }

    @Override
    public void switched(boolean nowOn) {
        int turn = turn(nowOn);
        board.software()
                .kernel()
                .ifPresent(kernel -> kernel.print(Kernel.NOTICE, "acc-detect: ACC " + (nowOn ? "on" : "off")));
        LifeCycle lifeCycle = board.lifeCycle();
        if (nowOn) {
            lifeCycle.wake();
            return;
        }
        switch (plan.behaviour()) {
            case STAYS -> {
                // The line is read by nobody.
            }
            case PARKS -> board.soc().park(true, ticker.nanos());
            case SLEEPS -> lifeCycle.sleep();
            case SHUTS_DOWN ->
                ticker.at(ticker.nanos() + plan.hold().toNanos(), () -> {
                    if (isStill(turn)) {
                        lifeCycle.shutDown();
                    }
                });
        }
    }

    private synchronized int turn(boolean nowOn) {
        on = nowOn;
        return ++turns;
    }

    private synchronized boolean isStill(int turn) {
        return turn == turns;
    }

    @Override
    public double amperes() {
        return AMPERES;
    }

    @Override
    public void close() throws IOException {
        scpi.close();
    }
}
