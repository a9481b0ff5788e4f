/** What exchanges are made of, against other libraries. */
@org.jspecify.annotations.NullMarked
package org.countersign.benchmarks.primitives;
