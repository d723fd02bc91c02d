package dev.roadrig.boards.link.serve;

import dev.roadrig.scenarios.time.Ticker;

/**
 * What holds for every proxy.
 *
 * @param ticker the clock of all delays
 * @param seed decides which connections a toxic is on, and jitter
 * @param exposed whether others than this host may connect
 */
public record ServeRules(Ticker ticker, long seed, boolean exposed) {}
