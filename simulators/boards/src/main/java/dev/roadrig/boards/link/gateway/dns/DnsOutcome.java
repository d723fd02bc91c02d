package dev.roadrig.boards.link.gateway.dns;

/** What became of a query. */
public enum DnsOutcome {
    ANSWERED("answered"),
    NO_RECORD("name known, no record of this type"),
    UNKNOWN_NAME("no such name"),
    FORWARDED("answered by the host's resolver"),
    UNREACHED("the host's resolver did not answer"),
    BUSY("too many forwarded at once"),
    UNSERVED("not a query that this server knows");

    private final String words;

    DnsOutcome(String words) {
        this.words = words;
    }

    /** In a sentence's place after the name. */
    public String words() {
        return words;
    }
}
