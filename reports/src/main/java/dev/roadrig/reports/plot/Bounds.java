package dev.roadrig.reports.plot;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.plot.Panel.Area;
import dev.roadrig.reports.plot.Panel.Canvas;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Requirement.Bound.Side;
import dev.roadrig.scenarios.spec.Spec;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** The bounds of a spec on one metric, drawn where they hold. */
final class Bounds {
    private final List<Requirement> requirements;
    private final double perUnit;

    /**
     * @param perUnit what a value in the metric's unit is multiplied by for the axis, such as 1000 for milliseconds
     */
    Bounds(Spec spec, Metric metric, double perUnit) {
        requirements =
                spec.requirements().stream().filter(r -> r.metric() == metric).toList();
        this.perUnit = perUnit;
    }

    List<Requirement> all() {
        return requirements;
    }

    double on(Requirement requirement) {
        return requirement.bound().limit() * perUnit;
    }

    /** The highest limit, or 0 without one. */
    double highest() {
        return requirements.stream().mapToDouble(this::on).max().orElse(0);
    }

    static String label(Requirement requirement) {
        String side = requirement.bound().side() == Side.AT_MOST ? " \u2264 " : " \u2265 ";
        return requirement.id() + "  " + requirement.statistic().word() + side
                + requirement.bound().written();
    }

    /** Horizontal lines over the stretches of frames that each requirement judges, labelled above the longest. */
    void across(Canvas canvas, DriveTime time) {
        Area area = canvas.area();
        for (Requirement requirement : requirements) {
            double y = crisp(area.y(on(requirement)));
            if (y < area.top() || y > area.bottom()) {
                continue;
            }
            double longestFrom = area.left();
            double longest = 0;
            var stretches = time.where(frame -> judges(requirement, frame));
            canvas.g().setStroke(Palette.DASHED);
            canvas.g().setColor(Palette.BOUND);
            for (DriveTime.Stretch stretch : stretches) {
                double from = area.x(stretch.fromSeconds());
                double to = area.x(stretch.toSeconds());
                canvas.g().draw(new Line2D.Double(from, y, to, y));
                longestFrom = to - from > longest ? from : longestFrom;
                longest = Math.max(longest, to - from);
            }
            if (stretches.isEmpty()) {
                canvas.g().draw(new Line2D.Double(area.left(), y, area.right(), y));
            }
            text(canvas.g(), label(requirement), Math.min(longestFrom + 6, area.right() - 160), y - 5, Palette.BOUND);
        }
    }

    private static boolean judges(Requirement requirement, FrameRow frame) {
        return switch (requirement.when()) {
            case ALWAYS -> true;
            case LINK_UP -> !frame.outage();
            case LINK_OUTAGE -> frame.outage();
            case FAULT -> frame.inFault();
        };
    }

    /** The middle of a pixel: a straight line through it is not smeared over two. */
    static double crisp(double pixel) {
        return Math.floor(pixel) + 0.5;
    }

    /** Text on a plate, so that it is read over data. */
    static void text(Graphics2D g, String text, double x, double baseline, Color colour) {
        g.setFont(Palette.SMALL);
        FontMetrics metrics = g.getFontMetrics();
        g.setColor(new Color(255, 255, 255, 215));
        g.fill(new Rectangle2D.Double(
                x - 2, baseline - metrics.getAscent(), metrics.stringWidth(text) + 4, metrics.getHeight() - 1));
        g.setColor(colour);
        g.drawString(text, (float) x, (float) baseline);
    }
}
