package dev.roadrig.planted.b;

/** One half of a cycle. */
public interface B {
    dev.roadrig.planted.a.A other();
}
