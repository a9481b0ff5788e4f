package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.testkit.Contract.brokenBy;

import org.countersign.requirements.Requirement;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.Question.Offload;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.junit.jupiter.api.Test;

class MetadataRulesTest {

    @Test
    @Requirement("SASL-02")
    void noticesANameThatPromisesChannelBinding() {
        assertThat(brokenBy(new HmacMechanism(HmacMechanism.describe("X-HMAC-PLUS"))))
                .containsExactly("nameFollowsTheGrammar");
    }

    @Test
    void noticesAMechanismWithoutASide() {
        MechanismInfo info = HmacMechanism.describe().build();
        Mechanism nothing = () -> info;

        assertThat(brokenBy(nothing)).containsExactly("hasAServerOrAClientSide");
    }

    @Test
    void noticesMetadataThatChanges() {
        class Fickle extends HmacMechanism {
            private int asked;

            @Override
            public MechanismInfo info() {
                return describe().rank(asked++).build();
            }
        }

        assertThat(brokenBy(new Fickle())).containsExactly("metadataNeverChanges");
    }

    @Test
    void acceptsMetadataThatIsMadeAnewAndEqual() {
        class Wasteful extends HmacMechanism {
            @Override
            public MechanismInfo info() {
                return describe().build();
            }
        }

        assertThat(brokenBy(new Wasteful())).isEmpty();
    }

    @Test
    void noticesAForgottenProvider() {
        assertThat(brokenBy(MechanismProfile.of(new HmacMechanism()))).containsExactly("isListedByItsProvider");
    }

    @Test
    @Requirement({"SASL-05", "SASL-07"})
    void noticesAClientThatSpeaksOutOfTurn() {
        MechanismInfo.Builder serverFirst = HmacMechanism.describe().firstMover(FirstMover.SERVER);

        assertThat(brokenBy(new HmacMechanism(serverFirst)))
                .containsExactly("firstMoverIsTrue", "rightCredentialsAuthenticate");
    }

    @Test
    @Requirement("SASL-05")
    void noticesAServerThatCanNotGoFirst() {
        class Mute extends HmacMechanism {
            Mute() {
                super(describe().firstMover(FirstMover.EITHER));
            }

            @Override
            public ServerStep start(ServerContext context, byte[] initialResponse) {
                return initialResponse == null
                        ? ServerStep.malformed("no initial response")
                        : super.start(context, initialResponse);
            }
        }

        assertThat(brokenBy(new Mute())).containsExactly("firstMoverIsTrue");
    }

    @Test
    @Requirement("SEC-08")
    void noticesMessagesOverTheLimit() {
        assertThat(brokenBy(new HmacMechanism(HmacMechanism.describe().maxMessage(30))))
                .containsExactly("limitsAreKept", "rightCredentialsAuthenticate");
    }

    @Test
    @Requirement("SEC-08")
    void noticesMoreRoundsThanDeclared() {
        assertThat(brokenBy(new HmacMechanism(HmacMechanism.describe().maxRounds(1))))
                .containsExactly("limitsAreKept", "rightCredentialsAuthenticate");
    }

    @Test
    void noticesAnUndeclaredQuestionOfTheServer() {
        class Undeclared extends HmacMechanism {
            @Override
            ServerStep greeted(ServerContext context, Greeting greeting) {
                return ServerStep.ask(new Offload<>(() -> true), done -> super.greeted(context, greeting));
            }
        }

        assertThat(brokenBy(new Undeclared())).containsExactly("serverAsksOnlyWhatItDeclares");
    }

    @Test
    void noticesAnUndeclaredKindOfVerifiers() {
        class OtherKind extends HmacKind {}

        class Undeclared extends HmacMechanism {
            private final MechanismInfo declared = describe().build();

            Undeclared() {
                super(new OtherKind());
            }

            @Override
            public MechanismInfo info() {
                return declared;
            }
        }

        assertThat(brokenBy(new Undeclared())).containsExactly("serverAsksOnlyWhatItDeclares");
    }

    @Test
    void noticesAnUndeclaredQuestionOfTheClient() {
        assertThat(brokenBy(new HmacMechanism(HmacMechanism.describe().clientNeed(ClientNeed.NOTHING))))
                .containsExactly("clientAsksOnlyWhatItDeclares");
    }
}
