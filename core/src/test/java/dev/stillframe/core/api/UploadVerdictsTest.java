package dev.stillframe.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.ingest.SampleCheck;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.ClosedOriginException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UploadVerdictsTest {
    private static final long NOW = 1_770_710_700_000L;
    private static final String BODY = "[{\"t\":1770710600000,\"ping\":5},{\"t\":1770710600000,\"ping\":6},"
            + "{\"t\":5,\"ping\":5},{\"t\":1770710900000,\"ping\":5},"
            + "{\"t\":1770710601000,\"ping\":99999,\"download\":3,\"upload\":0},{\"t\":1770710602000},"
            + "{\"type\":\"log\",\"level\":\"info\"}]";

    private final MemorySampleStore store = new MemorySampleStore();

    private UploadVerdicts upload(String body) {
        return UploadVerdicts.of(
                Uploads.items(body), Metrics.BUILT_IN, new SampleCheck(Metrics.BUILT_IN), store, "token:k3v9", NOW);
    }

    @Test
    void everySampleHasAVerdict() {
        UploadVerdicts verdicts = upload(BODY);

        assertThat(new String(verdicts.toJson(null), StandardCharsets.UTF_8))
                .isEqualTo("{\"accepted\":3,\"duplicates\":1,\"rejected\":["
                        + "{\"index\":2,\"reason\":\"the time is before 2000\"},"
                        + "{\"index\":3,\"reason\":\"the time is more than 2 minutes ahead of the clock\"},"
                        + "{\"index\":6,\"reason\":\"a line of a log that tells no error\"}],"
                        + "\"leftOut\":[{\"index\":4,\"metric\":\"upload\",\"reason\":\"zero in one direction\"},"
                        + "{\"index\":4,\"metric\":\"ping\",\"reason\":\"out of range\"}]}");
        assertThat(verdicts.stored())
                .extracting(Sample::t)
                .containsExactly(1_770_710_600_000L, 1_770_710_601_000L, 1_770_710_602_000L);
        assertThat(verdicts.stored().getLast().isFailure()).isTrue();
        assertThat(store.newest(Scope.host("home"), NOW, 10)).hasSize(3);
    }

    @Test
    void theSameAgainIsAllDuplicates() {
        upload(BODY);
        UploadVerdicts again = upload(BODY);
        assertThat(again.stored()).isEmpty();
        assertThat(again.duplicates()).isEqualTo(4);
        assertThat(again.rejected()).hasSize(3);
    }

    @Test
    void aClosedOriginStoresNothing() {
        upload(BODY);
        store.quarantine("token:k3v9");
        assertThatThrownBy(() -> upload("{\"t\":1770710500000}")).isInstanceOf(ClosedOriginException.class);
        assertThat(store.newest(Scope.ALL, NOW, 10)).isEmpty();
    }
}
