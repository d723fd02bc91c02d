package dev.roadrig.planted.a;

/** One half of a cycle. */
public interface A {
    dev.roadrig.planted.b.B other();
}
