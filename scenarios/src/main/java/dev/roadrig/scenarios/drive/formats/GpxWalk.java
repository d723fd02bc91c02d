package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.Wording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** One walk over a GPX file: the point that is open, and what is told of it. */
final class GpxWalk {
    private static final int MOST_CHARS = 64;
    private static final int DEEPEST = 64;
    private final Path source;
    private final DriveWriter writer;
    private final Tally dropped = new Tally();
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private int segments;
    private int line;
    private @Nullable GpxPoint point;

    GpxWalk(Path source, DriveWriter writer) {
        this.source = source;
        this.writer = writer;
    }

    List<String> dropped() {
        return dropped.told();
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (segments > 1) {
            notes.add(segments + " track segments, one after the other as they are in the file");
        }
        return notes;
    }

    void see(XMLStreamReader xml) throws RigFault {
        line = xml.getLocation().getLineNumber();
        switch (xml.getEventType()) {
            case XMLStreamConstants.DTD -> throw bad("has a document type (DOCTYPE); no GPX file needs one");
            case XMLStreamConstants.ENTITY_REFERENCE -> throw bad("refers to an entity; no GPX file needs one");
            case XMLStreamConstants.START_ELEMENT -> start(xml);
            case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                if (point != null && text.length() <= MOST_CHARS) {
                    text.append(xml.getText(), 0, Math.min(xml.getTextLength(), MOST_CHARS));
                }
            }
            default -> {
                // Comments and the like.
            }
        }
    }

    private void start(XMLStreamReader xml) {
        depth++;
        if (depth > DEEPEST) {
            throw bad("is nested deeper than " + DEEPEST + " elements");
        }
        text.setLength(0);
        switch (xml.getLocalName()) {
            case "trkpt" -> point = open(xml);
            case "trkseg" -> segments++;
            case "wpt" -> dropped.add("waypoints", line);
            case "rtept" -> dropped.add("points of planned routes", line);
            default -> {
                if (depth == 1 && !xml.getLocalName().equals("gpx")) {
                    throw bad("is " + Wording.quote(xml.getLocalName()) + " and not <gpx>");
                }
            }
        }
    }

    private GpxPoint open(XMLStreamReader xml) {
        try {
            return new GpxPoint(xml.getAttributeValue(null, "lat"), xml.getAttributeValue(null, "lon"));
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private void end(String name) throws RigFault {
        depth--;
        GpxPoint open = point;
        if (open == null) {
            return;
        }
        if (!name.equals("trkpt")) {
            try {
                open.take(name, text.toString().strip());
            } catch (IllegalArgumentException e) {
                throw bad(String.valueOf(e.getMessage()));
            }
            text.setLength(0);
            return;
        }
        point = null;
        if (!open.write(writer)) {
            dropped.add("track points without a time", line);
        }
    }

    private BadInput bad(String what) {
        return new BadInput(source + ":" + line + ": " + what + ".");
    }
}
