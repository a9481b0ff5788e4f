/**
 * SMTP sessions as text files. {@link org.countersign.dialogues.Dialogue} reads one, with everything that its server is to be,
 * and {@link org.countersign.dialogues.Matrix} a table of commands and states; a test plays them against what it tests: octets
 * in, octets out, or a socket.
 */
@NullMarked
package org.countersign.dialogues;

import org.jspecify.annotations.NullMarked;
