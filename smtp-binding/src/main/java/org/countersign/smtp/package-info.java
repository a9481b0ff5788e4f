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
 * <p>What the server asks the session on the way: {@code keyword} for each EHLO, {@code refusalOfSender} and {@code mail} for MAIL,
 * {@code refusalOfRecipient} for RCPT. For port 25:
 *
 * <pre>{@code
 * OwnMailboxes own = OwnMailboxes.in("example.com");
 * SmtpServerSide side = SmtpServerSide.with(sasl)
 *         .gate(SubmissionGate.optional(List.of("example.com")))  // others only after AUTH
 *         .senders(own::has)                                      // MAIL FROM of a user: 550 if it is not its own
 *         .submitters(own::of)                                    // MAIL without AUTH=: it is the user's own message
 *         .build();
 * }</pre>
 *
 * <p>STARTTLS: {@code startTls} says 220 only if nothing follows the line; then the server starts the handshake, and hands its
 * input buffer to {@code tlsStarted}, which drops what came in clear.
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
 * if (action instanceof ClientAction.Refused refused) {
 *     Diagnosis why = refused.diagnosis();                    // for people: why.meaning(), why.advice()
 * }
 * }</pre>
 *
 * <p>The profile of RFC 4422, section 4: the service is {@code smtp}; EHLO negotiates; AUTH starts an exchange, and
 * {@code =} is an empty initial response; challenges are replies 334, and responses lines, in Base64; {@code *} aborts;
 * the outcome is a reply, success is 235; a security layer begins behind CRLF of the client's last response and of the
 * reply 235, inside of TLS; a session has one successful exchange.
 */
package org.countersign.smtp;
