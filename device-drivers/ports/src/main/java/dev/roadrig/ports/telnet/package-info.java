/** Telnet (RFC 854, 855) and its serial port control (RFC 2217) as bytes: what a client and a server of it share. */
@NullMarked
package dev.roadrig.ports.telnet;

import org.jspecify.annotations.NullMarked;
