package dev.stillframe.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PositionTest {
    @Test
    void a_position_in_one_log_is_a_number() {
        assertThat(Position.after(4711)).isEqualTo(new Position("4711"));
        assertThat(Position.after(4711).number()).isEqualTo(4711);
        assertThat(Position.after(0)).isEqualTo(Position.NONE);
        assertThat(Position.NONE.number()).isZero();
        assertThat(Position.NONE.isNone()).isTrue();
        assertThat(Position.END.number()).isGreaterThan(999_999_999_999_999_999L);
        assertThatThrownBy(() -> Position.after(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_number_in_its_one_form_is_none() {
        for (String text : List.of("0", "01", "-1", "+1", "1 ", "٣", "9999999999999999999", "home=1")) {
            assertThat(new Position(text).isNumber()).as(text).isFalse();
            assertThatThrownBy(() -> new Position(text).number()).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void the_numbers_of_hosts_come_back() {
        HostNumbers numbers = HostNumbers.none();
        numbers.put("home", 7);
        numbers.put("attic", 12);
        numbers.put("home-2", 1);
        numbers.put("home", 8);

        Position position = numbers.position();
        assertThat(position).isEqualTo(new Position("attic=12,home=8,home-2=1"));
        assertThat(position.isNumber()).isFalse();
        HostNumbers read = HostNumbers.of(position);
        assertThat(read.numbers()).isEqualTo(numbers.numbers());
        assertThat(read.of("home")).isEqualTo(8);
        assertThat(read.of("nobody")).isZero();
        assertThat(read.position()).isEqualTo(position);
    }

    @Test
    void without_a_host_there_is_only_the_beginning() {
        assertThat(HostNumbers.none().position()).isEqualTo(Position.NONE);
        assertThat(HostNumbers.of(Position.NONE).numbers()).isEmpty();
    }

    @Test
    void a_text_of_another_form_is_refused() {
        for (String text : List.of(
                "7",
                "home",
                "home=",
                "=1",
                "home=0",
                "home=-1",
                "home=x",
                "home=1,",
                ",home=1",
                "home=1,,lab=1",
                "lab=1,home=1",
                "home=1,home=1",
                "home=1=2",
                "home=9223372036854775808")) {
            assertThatThrownBy(() -> HostNumbers.of(new Position(text)))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> HostNumbers.of(Position.END)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostNumbers.none().put("home", 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
