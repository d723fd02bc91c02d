package dev.roadrig.reports.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.None;

/**
 * One chart of a picture in the house's style, with its heading and legend drawn above it. All panels of a width have
 * the same left and right edge, so that they line up below each other.
 */
final class Panel {
    private static final int HEADING_HEIGHT = 24;
    private static final int SWATCH = 11;

    /**
     * Data as pixels.
     *
     * @param left, right, top, bottom edges of the plotted area
     */
    record Area(Range x, Range y, double left, double right, double top, double bottom) {
        double x(double value) {
            return left + (right - left) * (value - x.low()) / (x.high() - x.low());
        }

        double y(double value) {
            return bottom - (bottom - top) * (value - y.low()) / (y.high() - y.low());
        }
    }

    /** From low to high, low below high. */
    record Range(double low, double high) {
        Range {
            if (!(low < high)) {
                throw new IllegalArgumentException("a range begins below its end: " + low + " .. " + high);
            }
        }
    }

    private record Key(String name, Color colour, boolean line) {}

    private final String heading;
    private final Range x;
    private final Range y;
    private final int width;
    private final int height;
    private final XYChart chart;
    private final List<Key> keys = new ArrayList<>();
    private Consumer<Canvas> over = canvas -> {};
    private int series;

    /**
     * @param yTitle with its unit
     * @param width of the picture in pixels
     * @param height with the heading in pixels
     */
    Panel(String heading, String yTitle, Range x, Range y, int width, int height) {
        this.heading = heading;
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
        chart = new XYChart(width, height - HEADING_HEIGHT);
        chart.setYAxisTitle(yTitle);
        style();
        // XChart draws no axes without a series.
        invisible(x.low(), y.low());
    }

    private void style() {
        var styler = chart.getStyler();
        var clear = new Color(255, 255, 255, 0);
        styler.setLegendVisible(false).setChartTitleVisible(false).setChartPadding(6);
        styler.setChartBackgroundColor(clear).setPlotBackgroundColor(clear);
        styler.setPlotBorderVisible(true).setPlotBorderColor(new Color(0xc4, 0xcc, 0xd4));
        styler.setPlotContentSize(1).setYAxisLeftWidthHint(78);
        styler.setAntiAlias(true).setChartFontColor(Palette.INK);
        styler.setPlotMargin(0)
                .setAxisTitleFont(Palette.TEXT)
                .setAxisTickLabelsFont(Palette.SMALL)
                .setAxisTickLabelsColor(Palette.INK)
                .setPlotGridLinesColor(Palette.GRID)
                .setPlotGridLinesStroke(Palette.THIN)
                .setAxisTickMarksColor(Palette.FAINT_INK)
                .setXAxisTicksVisible(false)
                // A hair below, else XChart leaves out the tick on the edge.
                .setXAxisMin(x.low() - 1e-4 * (x.high() - x.low()))
                .setXAxisMax(x.high())
                .setYAxisMin(y.low() - 1e-4 * (y.high() - y.low()))
                .setYAxisMax(y.high())
                .setYAxisTickMarkSpacingHint(36)
                .setXAxisTickMarkSpacingHint(90)
                .setYAxisDecimalPattern("#,##0.##")
                .setXAxisDecimalPattern("#,##0.##");
        styler.setMarkerSize(5);
    }

    /** Shows the ticks of the x axis and its title, with its unit. */
    Panel xTitle(String title) {
        chart.setXAxisTitle(title);
        chart.getStyler().setXAxisTicksVisible(true);
        return this;
    }

    /** A line from value to value; a gap where a value is not a number. */
    Panel line(String name, double[] xs, double[] ys, Color colour) {
        key(name, colour, true);
        add(xs, ys, XYSeriesRenderStyle.Line).setLineColor(colour).setLineStyle(Palette.LINE);
        return this;
    }

    /** A line that keeps each value until the next. */
    Panel steps(String name, double[] xs, double[] ys, Color colour) {
        key(name, colour, true);
        add(xs, ys, XYSeriesRenderStyle.Step).setLineColor(colour).setLineStyle(Palette.LINE);
        return this;
    }

    /** Bars without gaps from the bottom, each as wide as to the next x. */
    Panel bars(String name, double[] xs, double[] ys, Color colour) {
        key(name, colour, false);
        XYSeries bars = add(xs, ys, XYSeriesRenderStyle.StepArea);
        bars.setFillColor(colour);
        bars.setLineColor(colour).setLineStyle(new BasicStroke(0.1f));
        return this;
    }

    Panel points(String name, double[] xs, double[] ys, Color colour, Marker marker) {
        key(name, colour, false);
        XYSeries points = add(xs, ys, XYSeriesRenderStyle.Scatter);
        points.setMarker(marker).setMarkerColor(colour);
        return this;
    }

    /** An entry of the legend for something that is drawn by the caller. */
    Panel key(String name, Color colour, boolean line) {
        if (!name.isEmpty() && keys.stream().noneMatch(k -> k.name().equals(name))) {
            keys.add(new Key(name, colour, line));
        }
        return this;
    }

    private XYSeries add(double[] xs, double[] ys, XYSeriesRenderStyle style) {
        if (xs.length == 0) {
            return invisible(x.low(), y.low());
        }
        XYSeries added = chart.addSeries("s" + series++, xs, ys);
        added.setXYSeriesRenderStyle(style);
        added.setMarker(new None());
        return added;
    }

    private XYSeries invisible(double atX, double atY) {
        XYSeries added = chart.addSeries("s" + series++, new double[] {atX}, new double[] {atY});
        added.setMarker(new None()).setLineColor(new Color(0, 0, 0, 0));
        return added;
    }

    int height() {
        return height;
    }

    /**
     * Paints the panel.
     *
     * @param top where it begins
     * @param under drawn below the data
     */
    void paint(Graphics2D g, int top, Consumer<Canvas> under) {
        Area area = area(top + HEADING_HEIGHT);
        under.accept(new Canvas(g, area));
        var moved = (Graphics2D) g.create();
        moved.translate(0, top + HEADING_HEIGHT);
        chart.paint(moved, width, height - HEADING_HEIGHT);
        moved.dispose();
        over.accept(new Canvas(g, area));
        heading(g, area, top);
    }

    /** What to draw above the data. */
    Panel over(Consumer<Canvas> painter) {
        over = over.andThen(painter);
        return this;
    }

    /** A graphics and where the data lies on it. */
    record Canvas(Graphics2D g, Area area) {}

    /** Where the data will lie: XChart knows only after it has painted, so it paints once for nothing. */
    private Area area(int top) {
        var scratch = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = scratch.createGraphics();
        chart.paint(g, width, height - HEADING_HEIGHT);
        g.dispose();
        return new Area(
                x,
                y,
                chart.getScreenXFromChart(x.low()),
                chart.getScreenXFromChart(x.high()),
                top + chart.getScreenYFromChart(y.high()),
                top + chart.getScreenYFromChart(y.low()));
    }

    private void heading(Graphics2D g, Area area, int top) {
        int baseline = top + HEADING_HEIGHT - 4;
        g.setFont(Palette.HEADING);
        g.setColor(Palette.INK);
        g.drawString(heading, (float) area.left(), baseline);
        g.setFont(Palette.TEXT);
        FontMetrics metrics = g.getFontMetrics();
        double at = area.right();
        for (int i = keys.size() - 1; i >= 0; i--) {
            Key key = keys.get(i);
            at -= metrics.stringWidth(key.name());
            g.setColor(Palette.INK);
            g.drawString(key.name(), (float) at, baseline);
            at -= SWATCH + 5;
            g.setColor(key.colour());
            g.fillRect((int) at, baseline - (key.line() ? 5 : SWATCH - 1), SWATCH, key.line() ? 3 : SWATCH);
            at -= 16;
        }
    }
}
