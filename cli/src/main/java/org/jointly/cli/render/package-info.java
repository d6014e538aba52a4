/**
 * Turns public values into text: JSON, CSV and tables. Knows neither files nor the network; everything printable is a
 * {@link org.jointly.protocols.query.Answer.Value} tree. Begin with {@link org.jointly.cli.render.OutputFormat}.
 */
package org.jointly.cli.render;
