package dev.roadrig.reports.junit;

import dev.roadrig.reports.text.PlainText;

/** Text inside XML 1.0: what the format has no character for is written out, the rest escaped. */
final class XmlText {
    private XmlText() {}

    /** Inside an attribute: line breaks and tabs as references, since a parser turns bare ones into spaces. */
    static String attribute(String text) {
        return content(text).replace("\"", "&quot;").replace("\n", "&#10;").replace("\t", "&#9;");
    }

    /** Between tags. */
    static String content(String text) {
        return PlainText.lines(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
