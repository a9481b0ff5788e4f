/** The command line. */
@NullMarked
package org.countersign.app;

import org.jspecify.annotations.NullMarked;
