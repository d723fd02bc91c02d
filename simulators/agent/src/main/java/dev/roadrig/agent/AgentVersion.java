package dev.roadrig.agent;

import java.util.Objects;

/** The agent's version, as its jar states it. */
final class AgentVersion {
    static final String TEXT =
            Objects.requireNonNullElse(AgentVersion.class.getPackage().getImplementationVersion(), "unpackaged");

    private AgentVersion() {}
}
