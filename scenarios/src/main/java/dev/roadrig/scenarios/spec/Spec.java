package dev.roadrig.scenarios.spec;

import java.util.List;

/**
 * What must hold.
 *
 * @param name the spec's name
 * @param requirements in the order of the file, ids unique
 * @param text the file as text, as the record keeps it
 */
public record Spec(String name, List<Requirement> requirements, String text) {
    public Spec {
        requirements = List.copyOf(requirements);
    }
}
