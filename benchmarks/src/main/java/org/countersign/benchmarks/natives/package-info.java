/** What C libraries take for the same. */
@org.jspecify.annotations.NullMarked
package org.countersign.benchmarks.natives;
