package dev.roadrig.reports.plot;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.plot.Panel.Canvas;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.spec.Spec;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * What happened over drive time, as one picture: end-to-end latency of each frame by the place that answered, latency by
 * stage, the link, power and temperature, with outages and ordered faults shaded through all of them and the bounds of
 * the spec drawn where they hold.
 */
public final class TimelinePlot {
    private static final int WIDTH = 1200;
    private static final int HEADER = 64;
    private static final int MARGIN = 8;

    private final RunTable run;
    private final DriveTime time;

    private TimelinePlot(RunTable run) {
        this.run = run;
        time = new DriveTime(run);
    }

    /** A PNG, 1200 pixels wide. A run that played no frame is drawn over the time since its start. */
    public static byte[] png(RunTable run, Spec spec) {
        return new TimelinePlot(run).draw(spec);
    }

    private byte[] draw(Spec spec) {
        var frames = new FramePanels(run, time, WIDTH);
        var sensors = new SensorPanels(run, time, WIDTH);
        List<Panel> panels = List.of(
                frames.latency(spec), frames.stages(), sensors.link(), sensors.power(spec), sensors.temperature(spec));
        panels.get(panels.size() - 1).xTitle(time.title());
        var strips = new Strips(run, time);
        panels.get(0).over(canvas -> header(canvas, strips));
        int height = HEADER
                + strips.height()
                + panels.stream().mapToInt(p -> p.height() + MARGIN).sum();
        return Picture.png(WIDTH, height, g -> {
            int top = HEADER + strips.height();
            for (Panel panel : panels) {
                panel.paint(g, top, this::shade);
                top += panel.height() + MARGIN;
            }
        });
    }

    private void header(Canvas canvas, Strips strips) {
        RunStart start = run.start();
        Picture.title(
                canvas.g(),
                PlainText.line(start.getScenario() + " on " + start.getBoard()),
                PlainText.line("run " + start.getRunId() + "   model "
                        + start.getModel().getName() + "   placement " + start.getPlacement() + "   seed "
                        + Long.toUnsignedString(start.getSeed())),
                (int) canvas.area().left());
        strips.paint(canvas.g(), canvas.area(), HEADER);
    }

    private void shade(Canvas canvas) {
        canvas.g().setColor(Palette.FAULT);
        time.where(FrameRow::inFault).forEach(s -> fill(canvas, s));
        List<DriveTime.Stretch> outages = time.where(FrameRow::outage);
        canvas.g().setColor(Palette.OUTAGE);
        outages.forEach(s -> fill(canvas, s));
        canvas.g().setColor(Palette.OUTAGE_EDGE);
        canvas.g().setStroke(Palette.THIN);
        for (DriveTime.Stretch outage : outages) {
            for (double edge : new double[] {outage.fromSeconds(), outage.toSeconds()}) {
                double x = canvas.area().x(edge);
                canvas.g()
                        .draw(new Line2D.Double(
                                x, canvas.area().top(), x, canvas.area().bottom()));
            }
        }
    }

    private static void fill(Canvas canvas, DriveTime.Stretch stretch) {
        double from = canvas.area().x(stretch.fromSeconds());
        double to = canvas.area().x(stretch.toSeconds());
        canvas.g()
                .fill(new Rectangle2D.Double(
                        from,
                        canvas.area().top(),
                        to - from,
                        canvas.area().bottom() - canvas.area().top()));
    }
}
