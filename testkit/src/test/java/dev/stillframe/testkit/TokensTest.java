package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.access.Check;
import dev.stillframe.core.access.Issued;
import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.memory.MemoryTokenStore;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.TokenStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final long NOW = 1_767_225_600_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final MemoryTokenStore store = new MemoryTokenStore();
    private final ManualClock clock = new ManualClock(NOW);
    private final Tokens tokens = new Tokens(store, clock, Samples.random(1));

    @Test
    void aTokenThatWasIssuedIsGood() {
        Issued issued = tokens.issue(Role.COLLECTOR, "home", NOW + 5);

        assertThat(issued.text()).matches("sf_[a-z2-7]{8}_[A-Za-z0-9_-]{43}");
        assertThat(issued.text()).startsWith("sf_" + issued.token().id() + "_");
        assertThat(issued.token().role()).isEqualTo(Role.COLLECTOR);
        assertThat(issued.token().host()).isEqualTo("home");
        assertThat(issued.token().createdAt()).isEqualTo(NOW);
        assertThat(issued.token().expiresAt()).isEqualTo(NOW + 5);
        assertThat(tokens.check(issued.text())).isEqualTo(new Check.Good(issued.token()));
    }

    @Test
    void onlyTheHashOfTheWholeTextIsStored() {
        Issued issued = tokens.issue(Role.VIEWER, null, NEVER);
        String secret = issued.text().substring(12);

        Token stored = store.find(issued.token().id()).orElseThrow();
        assertThat("sha256:" + stored.hash())
                .isEqualTo(Checksum.of(issued.text().getBytes(StandardCharsets.US_ASCII)));
        assertThat(stored.toString()).doesNotContain(secret);
        assertThat(issued.toString()).doesNotContain(secret);
    }

    @Test
    void noTwoTokensAreAlike() {
        Issued one = tokens.issue(Role.VIEWER, null, NEVER);
        Issued other = tokens.issue(Role.VIEWER, null, NEVER);

        assertThat(one.token().id()).isNotEqualTo(other.token().id());
        assertThat(one.text().substring(12)).isNotEqualTo(other.text().substring(12));
    }

    @Test
    void anIdThatIsTakenIsNotGivenAgain() {
        Issued first = tokens.issue(Role.VIEWER, null, NEVER);
        Issued second = new Tokens(store, clock, Samples.random(1)).issue(Role.VIEWER, null, NEVER);

        assertThat(second.token().id()).isNotEqualTo(first.token().id());
        assertThat(store.tokens()).hasSize(2);
    }

    @Test
    void anotherSecretWithAKnownIdIsUnknown() {
        String text = tokens.issue(Role.ADMIN, null, NEVER).text();
        String other = tokens.issue(Role.ADMIN, null, NEVER).text();
        char last = text.charAt(text.length() - 1);

        assertThat(tokens.check(text.substring(0, 12) + other.substring(12))).isEqualTo(new Check.Unknown());
        // Even where the changed bits do not belong to the bytes that base64 stands for.
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
            if (c != last) {
                assertThat(tokens.check(text.substring(0, text.length() - 1) + c))
                        .isEqualTo(new Check.Unknown());
            }
        }
    }

    @Test
    void anIdThatNobodyHasIsUnknown() {
        String text = tokens.issue(Role.ADMIN, null, NEVER).text();

        assertThat(tokens.check("sf_aaaaaaaa_" + text.substring(12))).isEqualTo(new Check.Unknown());
    }

    @Test
    void aTokenIsRefusedFromTheInstantItExpires() {
        Issued issued = tokens.issue(Role.VIEWER, null, NOW + 10);
        clock.set(NOW + 9);
        assertThat(tokens.check(issued.text())).isInstanceOf(Check.Good.class);
        clock.set(NOW + 10);
        assertThat(tokens.check(issued.text())).isEqualTo(new Check.Expired(issued.token()));
    }

    @Test
    void aRevokedTokenIsToldAsSuchEvenWhenItHasExpiredToo() {
        Issued issued = tokens.issue(Role.VIEWER, null, NOW + 10);
        store.revoke(issued.token().id(), NOW + 1);

        Check revoked = new Check.Revoked(issued.token().revoked(NOW + 1));
        assertThat(tokens.check(issued.text())).isEqualTo(revoked);
        clock.set(NOW + 100);
        assertThat(tokens.check(issued.text())).isEqualTo(revoked);
    }

    @Test
    void aWrongSecretLearnsNothingOfAnExpiredOrRevokedToken() {
        Issued issued = tokens.issue(Role.VIEWER, null, NOW);
        store.revoke(issued.token().id(), NOW);

        assertThat(tokens.check(issued.text().substring(0, 12) + "A".repeat(43)))
                .isEqualTo(new Check.Unknown());
    }

    @Test
    void whatCannotBeATokenNeverTouchesTheStore() {
        Tokens untouched = new Tokens(new Untouchable(), clock, Samples.random(2));
        String secret = "A".repeat(43);
        for (String text : List.of(
                "",
                "sf_",
                "sf_aaaaaaaa_",
                "sf_aaaaaaa_" + secret,
                "sf_aaaaaaaaa_" + secret,
                "sf_aaaaaaa1_" + secret,
                "sf_AAAAAAAA_" + secret,
                "sf_aaaaaaaa_" + secret + "A",
                "sf_aaaaaaaa_" + secret + "\n",
                "sf_aaaaaaaa_" + secret.substring(1) + "é",
                "sf_aaaaaaaa_" + secret.substring(1) + "=",
                "xx_aaaaaaaa_" + secret,
                "sf_aaaaaaaa_" + secret + " ".repeat(100),
                "sf_".repeat(1_000_000))) {
            assertThat(untouched.check(text))
                    .as(text.length() > 99 ? "long" : text)
                    .isEqualTo(new Check.Unknown());
        }
    }

    @Test
    void aCollectorNeedsAHostAndAHostNeedsAName() {
        assertThatThrownBy(() -> tokens.issue(Role.COLLECTOR, null, NEVER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host");
        assertThatThrownBy(() -> tokens.issue(Role.VIEWER, "all", NEVER)).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.tokens()).isEmpty();
    }

    @Test
    void theSecretComesFromTheSourceOfChanceAlone() {
        RandomGenerator zeros = () -> 0;
        Issued issued = new Tokens(new MemoryTokenStore(), clock, zeros).issue(Role.VIEWER, null, NEVER);

        assertThat(issued.text()).isEqualTo("sf_aaaaaaaa_" + "A".repeat(43));
    }

    /** Fails each test that asks it anything. */
    private static final class Untouchable implements TokenStore {
        @Override
        public void add(Token token) {
            throw new AssertionError("add");
        }

        @Override
        public Optional<Token> find(String id) {
            throw new AssertionError("find");
        }

        @Override
        public boolean revoke(String id, long atMillis) {
            throw new AssertionError("revoke");
        }

        @Override
        public List<Token> tokens() {
            throw new AssertionError("tokens");
        }
    }
}
