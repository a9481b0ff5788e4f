/** What becomes of the figures: ratios, tables, charts, comparisons. */
@org.jspecify.annotations.NullMarked
package org.countersign.benchmarks.report;
