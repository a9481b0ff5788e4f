/** The reference submission server. */
@NullMarked
package org.countersign.app.server;

import org.jspecify.annotations.NullMarked;
