package dev.roadrig.planted.helpers;

/** Lives in a package by kind that does not say what null means. */
interface Unmarked {}
