/**
 * Files that people write, read strictly: a node's settings, the consortium's roster, a site's policy, an analyst's query.
 *
 * <p>The only package that knows YAML. A reader maps a file to records by hand and tells every problem at once, each with
 * file, line and what would be right. Begin with {@code Yaml} (text to nodes with lines), {@code Section} (a mapping and
 * its keys), then {@code QueryFile}.
 */
package org.jointly.runtime.config;
