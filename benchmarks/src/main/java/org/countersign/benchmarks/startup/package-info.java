/** What it takes to get going: a new process up to its first exchange. */
@org.jspecify.annotations.NullMarked
package org.countersign.benchmarks.startup;
