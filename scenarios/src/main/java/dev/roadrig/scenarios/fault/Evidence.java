package dev.roadrig.scenarios.fault;

/**
 * One thing that was seen around a fault.
 *
 * @param title what it is, such as "the console's last lines" or "supply vin"
 * @param text the raw text, unescaped: writers of HTML escape it
 */
public record Evidence(String title, String text) {}
