/** Programs that measure. */
@org.jspecify.annotations.NullMarked
package org.countersign.benchmarks;
