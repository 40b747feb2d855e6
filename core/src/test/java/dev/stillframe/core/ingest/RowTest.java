package dev.stillframe.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowTest {
    @Test
    void findsPlainAndQuotedFields() {
        assertThat(row("a,b,").texts(9)).containsExactly("a", "b", "");
        assertThat(row("").texts(9)).containsExactly("");
        assertThat(row(" a , \"b, c\" ,d").texts(9)).containsExactly("a", "b, c", "d");
        assertThat(row("\"say \"\"hi\"\"\",x").texts(9)).containsExactly("say \"hi\"", "x");
        assertThat(row("\"\",\"\"\"\"").texts(9)).containsExactly("", "\"");
        assertThat(row("5\" disk,x").texts(9)).containsExactly("5\" disk", "x");
        assertThat(row("a,".repeat(500)).count()).isEqualTo(501);
    }

    @Test
    void noticesATornQuote() {
        assertThat(row("a,\"b").isTorn()).isTrue();
        assertThat(row("a,\"").isTorn()).isTrue();
        assertThat(row("a,\"b\"\"").isTorn()).isTrue();
        assertThat(row("a,\"b\"c,d").isTorn()).isTrue();
        assertThat(row("a,\"b\" ,d").isTorn()).isFalse();
        assertThat(row("a,\"b\"").isTorn()).isFalse();
    }

    @Test
    void knowsEmptyFields() {
        Row row = row("a,\"\", ,");
        assertThat(row.isEmptyBut(0)).isTrue();
        assertThat(row.isEmptyBut(1)).isFalse();
        assertThat(row.isEmpty(2)).isTrue();
    }

    @Test
    void separatesByOtherDelimiters() {
        Row row = new Row((byte) '\t');
        byte[] line = "a,b\t\t\"c\td\"".getBytes(UTF_8);
        row.split(line, 0, line.length);
        assertThat(row.texts(9)).containsExactly("a,b", "", "c d");
    }

    private static Row row(String text) {
        Row row = new Row((byte) ',');
        byte[] line = ("#" + text + ",#").getBytes(UTF_8);
        row.split(line, 1, line.length - 2);
        return row;
    }
}
