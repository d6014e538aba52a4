/**
 * The command line: parses, calls, renders. Picocli appears here only. Begin with {@link org.jointly.cli.Main}; each command is
 * one class of {@code command}.
 */
package org.jointly.cli;
