/**
 * JMH benchmarks of single building blocks, on one thread and without a network. Each times whole vectors and reports the time per
 * element. Nothing depends on this package.
 */
package org.jointly.benchmarks.micro;
