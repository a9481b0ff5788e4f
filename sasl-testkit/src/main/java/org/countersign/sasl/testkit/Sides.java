package org.countersign.sasl.testkit;

import java.util.List;
import java.util.Set;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.PasswordKind;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.SaslPolicy;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerSide;

/** Opens both sides of a dialogue, on the drivers that real bindings use. */
final class Sides {
    private static final ClientPolicy ANYTHING = new ClientPolicy(Integer.MIN_VALUE, false, false, false, Set.of());
    private static final byte[] DECOY_SECRET = Utf8.encode("the same on all machines");

    private Sides() {}

    static ServerExchange server(Dialogue.Builder how, Recorder recorder) {
        MechanismProfile profile = how.profile;
        String name = profile.server.info().name();
        Answering answers = how.serverAnswers;
        ServerSide.Builder side = ServerSide.with(Catalogue.of(new RecordingServer(profile.server, recorder)))
                .policy(SaslPolicy.safe().alsoAllow(name))
                .decoySecret(Secret.owning(DECOY_SECRET.clone()))
                .workers(answers.workers());
        profile.customise.accept(side);
        profile.answers.forEach(answer -> answer.accept(side, answers));
        return side.directory(answering(how.directory, answers), profile.passwordKinds.toArray(PasswordKind<?>[]::new))
                .tokens(answers.of(profile.tokens))
                .peers(answers.of(profile.peers))
                .audit(recorder.audit::add)
                .seams(how.serverSeams)
                .build()
                .open(name, profile.facts(how.carriesSuccessData), Runnable::run)
                .orElseThrow(() -> notOffered(name, "server"));
    }

    static ClientExchange client(Dialogue.Builder how, Recorder recorder) {
        MechanismProfile profile = how.profile;
        String name = profile.client.info().name();
        return ClientSide.with(Catalogue.of(new RecordingClient(profile.client, recorder)))
                .policy(ANYTHING)
                .workers(how.clientAnswers.workers())
                .seams(how.clientSeams)
                .build()
                .open(name, List.of(name), profile.facts(how.carriesSuccessData), how.watched(recorder), Runnable::run)
                .orElseThrow(() -> notOffered(name, "client"));
    }

    private static Directory answering(Directory directory, Answering answers) {
        return (user, realm) -> answers.answer(() -> directory.find(user, realm));
    }

    private static AssertionError notOffered(String name, String side) {
        return new AssertionError(
                "the " + side + " does not offer " + name + ": give its profile the facts, answers and"
                        + " credentials that it needs (available() is false, a need is not met, or there are no credentials)");
    }
}
