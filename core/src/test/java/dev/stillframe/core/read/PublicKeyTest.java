package dev.stillframe.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyTest {
    @Test
    void everyFileOfAScopeHasAKey() {
        for (Scope scope : List.of(Scope.ALL, Scope.host("home-1"))) {
            for (SnapshotId id : SnapshotId.of(scope)) {
                assertThat(PublicKey.parse("/" + id.key())).contains(new PublicKey.Payload(id));
                assertThat(PublicKey.parse("/" + id.metaKey())).contains(new PublicKey.Meta(id));
            }
            assertThat(PublicKey.parse("/" + scope.keyPrefix() + "manifest.json"))
                    .contains(new PublicKey.Manifest(scope));
        }
        assertThat(PublicKey.parse("/hosts.json").orElseThrow().key()).isEqualTo("hosts.json");
        assertThat(PublicKey.parse("/config.json").orElseThrow().key()).isEqualTo("config.json");
    }

    @Test
    void whatPeopleSeeHasKeysOfItsScope() {
        for (Scope scope : List.of(Scope.ALL, Scope.host("home-1"))) {
            for (String key : PageKeys.of(scope)) {
                assertThat(PublicKey.parse("/" + key)).contains(new PublicKey.Shown(scope, key));
            }
        }
        assertThat(PageKeys.of(Scope.ALL)).containsExactly("index.html", "frame.html", "badge.svg");
        assertThat(PageKeys.of(Scope.host("a"))).containsExactly("host=a/frame.html", "host=a/badge.svg");
        assertThat(PublicKey.parse("/")).isEqualTo(PublicKey.parse("/index.html"));
        assertThat(PublicKey.parse("/app/0123456789ab/main.js"))
                .contains(new PublicKey.Asset("app/0123456789ab/main.js"));
    }

    @Test
    void theEqualsSignAfterHostMayBeEncoded() {
        PublicKey plain = PublicKey.parse("/host=home/manifest.json").orElseThrow();
        assertThat(PublicKey.parse("/host%3Dhome/manifest.json")).contains(plain);
        assertThat(PublicKey.parse("/host%3dhome/manifest.json")).contains(plain);
    }

    @Test
    void everySnapshotOfAHostCanHaveAFallback() {
        for (SnapshotId id : SnapshotId.of(Scope.host("home-1"))) {
            assertThat(PublicKey.parse("/fallback/" + id.key())).contains(new PublicKey.Fallback(id, true));
            assertThat(PublicKey.parse("/fallback/" + id.metaKey())).contains(new PublicKey.Fallback(id, false));
            assertThat(PublicKey.parse("/fallback/" + id.key()).orElseThrow().key())
                    .isEqualTo("fallback/" + id.key());
        }
        assertThat(PublicKey.parse("/fallback/host%3Dhome/latest_1h_20.json")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/host=home/index.html",
                "/host=home/app/0123456789ab/main.js",
                "/app/main.js",
                "/app/0123456789ab/",
                "/app/0123456789ab/../main.js",
                "/app/0123456789ab/.hidden",
                "/app/0123456789AB/main.js",
                "/app/0123456789ab/a/b.js",
                "/fallback/index.html",
                "/fallback/host=home/badge.svg",
                "*",
                "manifest.json",
                "//manifest.json",
                "/manifest.json/",
                "/manifest.json ",
                "/manifest%2ejson",
                "/MANIFEST.JSON",
                "/./manifest.json",
                "/../manifest.json",
                "/%2e%2e/manifest.json",
                "/host=../manifest.json",
                "/host=..%2fmanifest.json",
                "/host=home%2fmanifest.json",
                "/host=home//manifest.json",
                "/host=home/../manifest.json",
                "/host=home/host=home/manifest.json",
                "/host=home\\manifest.json",
                "/host=all/manifest.json",
                "/host=/manifest.json",
                "/host=Home/manifest.json",
                "/host=-home/manifest.json",
                "/host=home;x/manifest.json",
                "/host=home/manifest.json;x",
                "/host=home/hosts.json",
                "/host=home/config.json",
                "/host=h\u00f6me/manifest.json",
                "/host=home\u0000/manifest.json",
                "/home/manifest.json",
                "/latest_2h_20.json",
                "/latest_1h_21.json",
                "/latest_1h_20.tmp-1766996100123.json",
                "/latest_1h_20.json.gz",
                "/latest_1h_20.meta.json.gz",
                "/etc/passwd",
                "/samples/latest",
                "/fallback",
                "/fallback/",
                "/fallback/latest_1h_20.json",
                "/fallback/manifest.json",
                "/fallback/hosts.json",
                "/fallback/host=home/manifest.json",
                "/fallback/host=home/latest_1h_21.json",
                "/fallback/host=all/latest_1h_20.json",
                "/fallback/fallback/host=home/latest_1h_20.json",
                "/fallback//host=home/latest_1h_20.json",
                "/fallback/../host=home/latest_1h_20.json",
                "/host=home/fallback/latest_1h_20.json",
                "/fallback%2Fhost=home/latest_1h_20.json"
            })
    void everythingElseIsNoKey(String path) {
        assertThat(PublicKey.parse(path)).isEmpty();
    }

    @Test
    void aHostNameOfAnyLengthBeyondTheRuleIsNoKey() {
        assertThat(PublicKey.parse("/host=" + "a".repeat(63) + "/manifest.json"))
                .isPresent();
        assertThat(PublicKey.parse("/host=" + "a".repeat(64) + "/manifest.json"))
                .isEmpty();
        assertThat(PublicKey.parse("/" + "a".repeat(100_000))).isEmpty();
        assertThat(PublicKey.parse("/fallback".repeat(100_000))).isEmpty();
    }
}
