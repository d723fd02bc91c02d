package dev.roadrig.reports.plot;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.plot.DriveTime.Stretch;
import dev.roadrig.reports.plot.Panel.Area;
import dev.roadrig.reports.text.PlainText;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Rows above the panels that name what the drive was like: the link's state, and attributes such as light. */
final class Strips {
    private static final int ROW = 22;
    private static final int MOST_STRETCHES = 40;
    private static final int MOST_ROWS = 4;

    private record Row(String name, List<Stretch> stretches, boolean link) {}

    private final List<Row> rows = new ArrayList<>();
    private final List<Stretch> outages;

    Strips(RunTable run, DriveTime time) {
        outages = time.where(FrameRow::outage);
        add("link", time.stretches(FrameRow::linkState), true);
        var names = new TreeSet<String>();
        run.frames().forEach(f -> names.addAll(f.attributes().keySet()));
        names.forEach(name -> add(name, time.stretches(f -> f.attributes().getOrDefault(name, "")), false));
    }

    /** An attribute that changes all the time, such as a speed, is not a strip. */
    private void add(String name, List<Stretch> stretches, boolean link) {
        if (!stretches.isEmpty() && stretches.size() <= MOST_STRETCHES && rows.size() < MOST_ROWS) {
            rows.add(new Row(PlainText.line(name), stretches, link));
        }
    }

    int height() {
        return rows.size() * ROW + 6;
    }

    void paint(Graphics2D g, Area area, int top) {
        g.setFont(Palette.SMALL);
        FontMetrics metrics = g.getFontMetrics();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int y = top + i * ROW;
            g.setColor(Palette.INK);
            g.drawString(row.name(), (float) (area.left() - 8 - metrics.stringWidth(row.name())), y + 15);
            Map<String, Color> colours = new LinkedHashMap<>();
            for (Stretch stretch : row.stretches()) {
                Color colour = colours.computeIfAbsent(
                        stretch.name(), n -> Palette.STRIPS[colours.size() % Palette.STRIPS.length]);
                segment(g, area, y, stretch, row.link() && isOutage(stretch) ? Palette.OUTAGE_EDGE : colour);
            }
        }
    }

    private boolean isOutage(Stretch stretch) {
        double middle = (stretch.fromSeconds() + stretch.toSeconds()) / 2;
        return outages.stream().anyMatch(o -> o.fromSeconds() <= middle && middle < o.toSeconds());
    }

    private static void segment(Graphics2D g, Area area, int y, Stretch stretch, Color colour) {
        double from = area.x(stretch.fromSeconds());
        double to = area.x(stretch.toSeconds());
        g.setColor(colour);
        g.fill(new Rectangle2D.Double(from, y, Math.max(1, to - from - 1), ROW - 3));
        String name = PlainText.line(stretch.name()).replace('_', ' ');
        FontMetrics metrics = g.getFontMetrics();
        if (metrics.stringWidth(name) + 8 <= to - from) {
            g.setColor(Palette.INK);
            g.drawString(name, (float) ((from + to - metrics.stringWidth(name)) / 2), y + 14);
        }
    }
}
