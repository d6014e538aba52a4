/**
 * What sharing costs beside pooling the rows, and what rows cost a site. Begin with {@link
 * org.jointly.benchmarks.compare.PooledAndShared} and {@link org.jointly.benchmarks.compare.RowsCurve}.
 */
package org.jointly.benchmarks.compare;
