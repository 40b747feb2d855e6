package dev.stillframe.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Refresh.Step;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefreshCodecTest {
    private static final List<Step> STEPS = List.of(
            Step.queued(1_767_225_600_000L),
            Step.running("é \"x\"\n", 100, -3),
            Step.failed(Long.MIN_VALUE, ""),
            Step.complete(Long.MAX_VALUE, "{\"build\":4711}"));

    @Test
    void whatIsWrittenComesBack() {
        assertThat(RefreshCodec.read(RefreshCodec.write(STEPS))).isEqualTo(STEPS);
        assertThat(RefreshCodec.read(RefreshCodec.write(List.of()))).isEmpty();
    }

    @Test
    void tornBytesAreRefused() {
        byte[] whole = RefreshCodec.write(STEPS);
        for (int length = 0; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> RefreshCodec.read(torn)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFormOfLaterIsRefused() {
        byte[] later = RefreshCodec.write(STEPS);
        later[0] = 2;
        assertThatThrownBy(() -> RefreshCodec.read(later))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format 2");
    }
}
