/**
 * The commands, one class each: options in, one call, a rendered value out. A command throws; {@link org.jointly.cli.Main} turns
 * failures into exit codes.
 */
package org.jointly.cli.command;
