/** A blocking SMTP client, for the command line. */
@NullMarked
package org.countersign.app.client;

import org.jspecify.annotations.NullMarked;
