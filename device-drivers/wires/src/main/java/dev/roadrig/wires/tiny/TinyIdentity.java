package dev.roadrig.wires.tiny;

import dev.roadrig.scenarios.tiny.TinyMode;

/**
 * Who answers on a port.
 *
 * @param name the vendor's, by {@code name}
 * @param firmware by {@code profile}
 * @param model the network's id by {@code profile}, such as {@code ic01}
 * @param mode how its firmware stamps time
 */
public record TinyIdentity(String name, String firmware, String model, TinyMode mode) {}
