package org.jointly.cli.console;

import java.security.SecureRandom;
import java.time.Clock;

/** What a command gets from the process it runs in. */
public record Surroundings(Terminal terminal, Clock clock, SecureRandom random) {}
