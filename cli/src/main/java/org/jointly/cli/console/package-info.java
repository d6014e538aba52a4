/** What a command runs in: its terminal, clock and randomness, its exit code, its log. */
package org.jointly.cli.console;
