/** Whole exchanges of each mechanism, one side at a time, against other frameworks and against none. */
@org.jspecify.annotations.NullMarked
package org.countersign.benchmarks.exchanges;
