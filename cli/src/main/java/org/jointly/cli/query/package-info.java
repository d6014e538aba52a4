/**
 * A question and its verified answer, as the analyst sees them: reading and planning the query file, the document for programs, the
 * page for people. Begin with {@link org.jointly.cli.query.Question}.
 */
package org.jointly.cli.query;
