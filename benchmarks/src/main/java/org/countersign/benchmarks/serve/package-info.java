/** Whole servers in processes of their own: what a session costs, and what a connection does. */
@org.jspecify.annotations.NullMarked
package org.countersign.benchmarks.serve;
