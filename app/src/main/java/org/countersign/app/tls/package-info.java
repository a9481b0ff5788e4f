/** Certificates and TLS. */
@NullMarked
package org.countersign.app.tls;

import org.jspecify.annotations.NullMarked;
