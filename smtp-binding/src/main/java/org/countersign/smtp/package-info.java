/**
 * SMTP AUTH (RFC 4954) and the {@code AUTH=} parameter of MAIL, for servers and clients that own their sockets: lines in,
 * replies out.
 *
 * <p>A server builds one {@link org.countersign.smtp.SmtpServerSide}, and a {@link org.countersign.smtp.SmtpServerSession}
 * for each connection:
 *
 * <pre>{@code
 * void readOn() {
 *     Optional<Line> next;
 *     while ((next = session.read(in)).isPresent()) {         // in: all octets that have arrived
 *         CompletionStage<Void> answered = answer(next.get()).thenAccept(this::write);
 *         if (session.pending()) {
 *             answered.thenRun(this::readOn);                 // until then nothing is read
 *         }
 *     }
 * }
 *
 * CompletionStage<SmtpReply> answer(Line line) {
 *     if (line instanceof Line.Fault fault) {
 *         return completedStage(session.refuse(fault));
 *     }
 *     Line.Complete complete = (Line.Complete) line;
 *     if (session.expectsResponse()) {
 *         return session.response(complete.octets());
 *     }
 *     if (complete.verb().equals("AUTH")) {
 *         return session.auth(complete.octets());
 *     }
 *     return completedStage(session.refusal(complete.verb()).orElseGet(() -> execute(complete)));
 * }
 * }</pre>
 *
 * <p>A client has a {@link org.countersign.smtp.SmtpClientSession} for each connection:
 *
 * <pre>{@code
 * send(session.ehlo("client.example.com"));
 * session.ehloReply(reply());
 * MechanismInfo strongest = session.choose(credentials).get(0);
 * ClientAction action = join(session.auth(strongest.name(), credentials));
 * while (action instanceof ClientAction.Send send) {
 *     send(send.line());
 *     action = join(session.reply(reply()));                  // reply(): read octets until session.read gives a reply
 * }
 * }</pre>
 *
 * <p>The profile of RFC 4422, section 4: the service is {@code smtp}; EHLO negotiates; AUTH starts an exchange, and
 * {@code =} is an empty initial response; challenges are replies 334, and responses lines, in Base64; {@code *} aborts;
 * the outcome is a reply, success is 235; a security layer begins behind CRLF of the client's last response and of the
 * reply 235, inside of TLS; a session has one successful exchange.
 */
package org.countersign.smtp;
