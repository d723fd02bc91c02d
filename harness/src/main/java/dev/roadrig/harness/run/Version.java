package dev.roadrig.harness.run;

/** Which Roadrig this is. */
public final class Version {
    private Version() {}

    /** As the jar's manifest states it, "development" where there is none. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
