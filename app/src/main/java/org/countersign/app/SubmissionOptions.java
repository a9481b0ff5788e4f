package org.countersign.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.app.server.ServerOptions;
import org.countersign.smtp.OwnMailboxes;
import org.countersign.smtp.SubmissionGate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say from whom a server takes mail, and to whom. */
final class SubmissionOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(
            names = "--auth",
            paramLabel = "required|optional",
            description =
                    "required, as on port 587 (the default): no mail from clients that are not authenticated. optional,"
                            + " as on port 25: they may write to local domains.")
    private Authentication authentication = Authentication.REQUIRED;

    @Option(
            names = "--local-domain",
            paramLabel = "DOMAIN",
            description = "A domain of this server, the main one first: where its users have their mailboxes.")
    private List<String> localDomains = List.of();

    @Option(
            names = "--alias",
            paramLabel = "USER=MAILBOX",
            converter = AliasConverter.class,
            description =
                    "A mailbox that this user may send as, besides the user's own: the one of the user's name in a local"
                            + " domain, or, without --local-domain, in any.")
    private List<Alias> aliases = List.of();

    /** Whether clients have to authenticate. */
    enum Authentication {
        REQUIRED,
        OPTIONAL
    }

    private record Alias(String user, String mailbox) {}

    /** Reads {@code USER=MAILBOX}; a mailbox may contain the sign, too. */
    private static final class AliasConverter implements ITypeConverter<Alias> {
        @Override
        public Alias convert(String text) {
            int sign = text.indexOf('=');
            if (sign < 1 || text.indexOf('@') < sign || text.endsWith("@")) {
                throw new TypeConversionException("not USER=MAILBOX: " + text);
            }
            return new Alias(text.substring(0, sign), text.substring(sign + 1));
        }
    }

    /** Adds them to those of a server. */
    void addTo(ServerOptions.Builder options) {
        boolean required = authentication == Authentication.REQUIRED;
        if (!required && localDomains.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--auth optional needs --local-domain");
        }
        Map<String, List<String>> byUser = new LinkedHashMap<>();
        aliases.forEach(alias ->
                byUser.computeIfAbsent(alias.user(), user -> new ArrayList<>()).add(alias.mailbox()));
        options.gate(required ? SubmissionGate.required(localDomains) : SubmissionGate.optional(localDomains))
                .mailboxes(OwnMailboxes.in(localDomains.toArray(String[]::new)).withAliases(byUser));
    }
}
