package dev.roadrig.reports.allure;

import dev.roadrig.reports.text.PlainText;

/**
 * Text from boards and files made safe for an Allure report. Allure 2 puts names, messages and parameters into its page
 * as HTML in places: a tag in them vanishes, or runs. There the two brackets are replaced by their look-alikes, which
 * mean nothing to a browser, and an ampersand is kept from beginning an entity by a space of no width.
 */
final class SafeText {
    private SafeText() {}

    /** For fields of a result: names, messages, traces, parameters, labels. */
    static String field(String text) {
        return PlainText.lines(text)
                .replace('<', '\u2039')
                .replace('>', '\u203a')
                .replaceAll("&(?=[#A-Za-z])", "&\u200b");
    }

    /** Field text on one line. */
    static String line(String text) {
        return field(PlainText.line(text));
    }

    /** For HTML that is written here: escaped. */
    static String html(String text) {
        return PlainText.lines(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
